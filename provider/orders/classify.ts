import { isApiError } from "../api/errors";

/** What is known after an order call failed: the service has certainly not taken it, or nobody can tell. */
export type OrderCallVerdict = "notPlaced" | "inDoubt";

/**
 * Judges a failed order call. Certainly not placed: it never left (no address, no connection, no trust), or the
 * service says that it did not carry it out (400, 401, 403, 404, 405, 413, 415, 422, 429, and 409 with its known
 * reasons). Everything else is in doubt: the connection broke after bytes left, a time-out, 408, 3xx, 5xx, an
 * answer without a readable order id, and `transaction_mismatch`, which says that another order has our number.
 */
export function judgeOrderCall(error: unknown): OrderCallVerdict {
  if (!isApiError(error)) return "notPlaced";
  const { status, code, mayHaveArrived } = error.failure;
  if (status === 409) return code !== undefined && refusals.has(code) ? "notPlaced" : "inDoubt";
  return mayHaveArrived ? "inDoubt" : "notPlaced";
}

/** Reasons for a 409 that say that nothing was ordered. */
const refusals: ReadonlySet<string> = new Set(["terms_outdated", "order_in_progress", "contract_cancelled"]);
