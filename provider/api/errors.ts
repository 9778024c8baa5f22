import { advise } from "./advice";

/** Where a call ended: an answer with another status than 200, no answer, or an answer that cannot be read. */
export type FailureKind = "status" | "network" | "body";

/** What is known of a failed call. */
export interface Failure {
  kind: FailureKind;
  /** What the call was for, as in "look up the order". */
  step: string;
  method: string;
  path: string;
  /** The X-Message-Id of the attempt, by which the service can find it. */
  messageId?: string;
  /** HTTP status, where there was an answer. */
  status?: number;
  /** The service's error code, as in `order_in_progress`, or the network's, as in `ECONNRESET`. */
  code?: string;
  /** The service's own message, or the network's. */
  detail: string;
  /** The property of the request that the service did not take. */
  field?: string;
  /** False if it is certain that the service never got the request. */
  mayHaveArrived: boolean;
  /** How long the service asks to be left alone, in ms. */
  retryAfterMs?: number;
  /** The rest of the service's error, as in the `orderId` of an order in progress. */
  extra?: Record<string, unknown>;
  /** What to do about it; by default what the rest suggests. */
  advice?: string;
}

/** A call to the ordering service that did not succeed. Its message never holds a credential. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(readonly failure: Failure) {
    super(describe(failure));
  }
}

function describe(failure: Failure): string {
  const { step, method, path, status, code, detail, field, messageId, advice = advise(failure) } = failure;
  const what = status === undefined ? (code ?? "no answer") : `HTTP ${status}${code ? ` ${code}` : ""}`;
  const where = `${method} ${path}${messageId ? `, message ${messageId}` : ""}`;
  return `could not ${step}: ${what}${field ? ` (${field})` : ""}: ${detail}${advice ? ` (${advice})` : ""} [${where}]`;
}

/** Whether the error is a failed call that ended with the given code or status. */
export function isApiError(error: unknown, sign?: { code?: string; status?: number }): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  if (sign?.code !== undefined && error.failure.code !== sign.code) return false;
  return sign?.status === undefined || error.failure.status === sign.status;
}
