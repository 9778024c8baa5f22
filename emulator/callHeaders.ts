import { invalid } from "./refusal";
import type { Call } from "./routes";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Refuses a call that does not say which attempt, which operation and which program it is. */
export function requireCallHeaders({ headers }: Call): void {
  for (const name of ["X-Message-Id", "X-Transaction-Id"]) {
    if (!uuid.test(headers[name.toLowerCase()] ?? "")) throw invalid(name, "must be a UUID");
  }
  if (!headers["x-transaction-caller"])
    throw invalid("X-Transaction-Caller", "must name the calling program");
}
