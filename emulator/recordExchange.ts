import type { Outcome } from "./exchange";
import type { Call } from "./routes";

/** A request and what came of it, as `onExchange` is told. */
export interface Exchange {
  method: string;
  /** As in `openapi.yaml`. */
  path: string;
  /** Names in lower case. */
  requestHeaders: Record<string, string>;
  /** Parsed if it is JSON, else the text; null if empty. */
  requestBody: unknown;
  /** Null: the connection ended without an answer. */
  status: number | null;
  responseHeaders: Record<string, string>;
  /** The text as it is sent. */
  responseBody: string;
  /** Whether a fault had a hand in it. */
  faulted: boolean;
}

/** What a listener is told. */
export function toExchange(call: Call, outcome: Outcome, faulted: boolean): Exchange {
  const answer = "dropped" in outcome ? { status: null, headers: {}, body: "" } : outcome;
  return {
    method: call.method,
    path: call.path,
    requestHeaders: call.headers,
    requestBody: call.body,
    status: answer.status,
    responseHeaders: answer.headers,
    responseBody: answer.body,
    faulted,
  };
}
