import { randomUUID } from "node:crypto";
import { terms } from "../../emulator/catalog";
import {
  type Answer,
  apiPath,
  createService,
  type Emulator,
  type ServiceOptions,
  type ServiceRequest,
  tokenPath,
} from "../../emulator/index";
import { createConformance } from "../support/emulator";

/** Bodies are checked by `openapi.yaml`, so tests may read them freely. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Body;
}

type Send = (request: ServiceRequest) => Promise<Reply>;

/** Calls the API as a client does: logs in first, and sends all required headers. */
export interface Caller {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  order(order: object, headers?: Record<string, string>): Promise<Reply>;
  logIn(form?: Record<string, string>): Promise<Reply>;
  /** The token of the last login. */
  token(): string | undefined;
}

const { clientId, clientSecret, username, password } = {
  clientId: "demo-client",
  clientSecret: "demo-client-secret",
  username: "demo",
  password: "demo-password",
};
export const clientForm = { client_id: clientId, client_secret: clientSecret };
export const passwordForm = { grant_type: "password", ...clientForm, username, password };

/** An order of a database as it has to be. */
export const provision = {
  type: "Provision",
  product: "mariadb",
  version: "10.6",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSourceList: ["123.123.123.123/32"],
  region: "DE-WEST",
  invoiceProfileId: "046073",
  contractAlias: "orders",
  readReplicas: 0,
  acceptedTermsList: terms,
};

export const orders = "/orderEntityService/orders";
export const contracts = "/contractEntityService/contracts";

/** A caller of an emulator that listens. */
export const createHttpCaller = ({ url }: Pick<Emulator, "url">, token?: string): Caller =>
  createCaller(async ({ method, path, headers, body }) => {
    const response = await fetch(url + path, { method, headers, ...(body && { body }) });
    const answered = Object.fromEntries(response.headers);
    return { status: response.status, headers: answered, body: parse(await response.text()) };
  }, token);

/** A service without sockets on a clock that only the test moves, and a caller of it. */
export function openDesk(options: ServiceOptions = {}) {
  const clock = { ms: Date.parse("2026-11-23T12:00:00Z"), now: () => clock.ms };
  const { onExchange, expectConformance } = createConformance();
  // So that only tests about tokens see one end.
  const settings = { tokenSeconds: 86_400, ...options.settings };
  const service = createService({ clock, seed: "test", onExchange, ...options, settings });
  const caller = createCaller(async (request) => {
    const outcome = service.handle(request);
    if ("dropped" in outcome) throw new Error("dropped");
    return toReply(outcome);
  });
  const pass = (ms: number) => {
    clock.ms += ms;
  };
  return { ...caller, ...service, pass, expectConformance };
}

const toReply = ({ status, headers, body }: Answer): Reply => ({ status, headers, body: parse(body) });

function createCaller(send: Send, initialToken?: string): Caller {
  let token = initialToken;
  const logIn: Caller["logIn"] = async (form = passwordForm) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(form).toString();
    const reply = await send({ method: "POST", path: tokenPath, headers, body });
    token = reply.body.access_token;
    return reply;
  };
  const call: Caller["call"] = async (method, path, body, extra = {}) => {
    if (token === undefined) await logIn();
    const headers = {
      authorization: `Bearer ${token}`,
      "x-message-id": randomUUID(),
      "x-transaction-id": randomUUID(),
      "x-transaction-caller": "test/1",
      "content-type": "application/json",
      ...extra,
    };
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    return send({ method, path: apiPath + path, headers: sent, body: text });
  };
  return {
    logIn,
    call,
    token: () => token,
    order: (order, headers) => call("POST", orders, { order }, headers),
  };
}

function parse(text: string): Body {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
