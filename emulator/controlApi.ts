import type { ContractEdit } from "./contractEdit";
import type { Control } from "./control";
import { type Answer, type ServiceRequest, toJsonAnswer } from "./exchange";
import type { FaultRule } from "./faults";
import { readObject } from "./fields";
import { readCall } from "./readCall";
import { notFound, Refusal, toErrorAnswer } from "./refusal";
import { type Call, findRoute, type Route } from "./routes";
import type { OrderType, SettingsPatch } from "./settings";

/** Where the control API is; it needs no login and leaves no trace in the journal. */
export const controlPath = "/_emulator";

/** An operation that has nothing to say. */
const done = {};

const routes: readonly Route<Control>[] = [
  { method: "GET", path: "/settings", handle: (control) => control.settings() },
  {
    method: "PUT",
    path: "/settings",
    handle: (control, { body }) => control.settings(body as SettingsPatch),
  },
  { method: "GET", path: "/faults", handle: (control) => control.faults() },
  {
    method: "POST",
    path: "/faults",
    handle: (control, { body }) => control.addFault(body as FaultRule) ?? control.faults(),
  },
  { method: "DELETE", path: "/faults", handle: (control) => control.clearFaults() },
  { method: "POST", path: "/failNextOrder", handle: failNextOrder },
  { method: "GET", path: "/journal", handle: (control) => control.journal() },
  { method: "DELETE", path: "/journal", handle: (control) => control.clearJournal() },
  { method: "GET", path: "/orders", handle: (control) => control.orders() },
  { method: "GET", path: "/contracts", handle: (control) => control.contracts() },
  {
    method: "GET",
    path: "/contracts/{contractNumber}/credentials",
    handle: (control, { params }) => control.credentials(params.contractNumber ?? ""),
  },
  {
    method: "PATCH",
    path: "/contracts/{contractNumber}",
    handle: (control, { params, body }) =>
      control.editContract(params.contractNumber ?? "", body as ContractEdit),
  },
  {
    method: "POST",
    path: "/contracts/{contractNumber}/cancel",
    handle: (control, { params }) => control.cancelContract(params.contractNumber ?? ""),
  },
  { method: "POST", path: "/revokeTokens", handle: (control) => control.revokeTokens() },
  { method: "POST", path: "/reset", handle: (control) => control.reset() },
];

/** Answers a request to the control API. */
export function handleControl(control: Control, request: ServiceRequest): Answer {
  const call = readCall(request);
  const path = (request.path.split("?")[0] ?? "").slice(controlPath.length);
  try {
    const found = findRoute(routes, call.method, path);
    if (!found) throw notFound(`there is no ${call.method} ${controlPath}${path}`);
    return toJsonAnswer(200, found.route.handle(control, { ...call, params: found.params }) ?? done);
  } catch (error) {
    if (error instanceof Refusal) return toErrorAnswer(error, "control");
    throw error;
  }
}

function failNextOrder(control: Control, { body }: Call): void {
  const { reason, orderType } = readObject(body, "");
  control.failNextOrder(reason as string, orderType as OrderType | undefined);
}
