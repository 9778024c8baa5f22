/** One request as the service sees it; no socket is needed to make one. */
export interface ServiceRequest {
  method: string;
  /** From the root of the server, with the query if there is one. */
  path: string;
  /** Names in any case. */
  headers: Record<string, string>;
  /** The raw text; empty without a body. */
  body: string;
}

/** What goes back to the caller. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** To be held back for so many milliseconds; what the request asked for is done already. */
  delayMs?: number;
  /** The body is cut: the connection ends before the length that was announced. */
  truncated?: true;
}

/** The connection ends without an answer. */
export interface Dropped {
  dropped: true;
}

export type Outcome = Answer | Dropped;

/** An answer whose body is JSON. */
export function toJsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}
