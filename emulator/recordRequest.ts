import type { Outcome } from "./exchange";
import type { JournalRequest } from "./journal";
import { tokenPath } from "./readCall";
import type { Call } from "./routes";

const secretHeaders = ["authorization", "cookie", "proxy-authorization"];
const secretFields = ["client_secret", "password"];

/** The journal's entry for a request; credentials stay out of it. */
export function recordRequest(call: Call, at: number, outcome: Outcome, fault: string | undefined) {
  const { method, path } = call;
  const headers = omit(call.headers, secretHeaders);
  const body = path === tokenPath && typeof call.body === "string" ? readForm(call.body) : call.body;
  const entry: JournalRequest = {
    at,
    method,
    path,
    headers,
    messageId: headers["x-message-id"] ?? null,
    transactionId: headers["x-transaction-id"] ?? null,
    body,
    status: "dropped" in outcome ? null : outcome.status,
    fault: fault ?? null,
  };
  return entry;
}

const readForm = (body: string) => omit(Object.fromEntries(new URLSearchParams(body)), secretFields);

function omit(record: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
