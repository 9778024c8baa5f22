import type { Failure } from "./errors";
import { messageOf } from "./errorText";
import type { Show } from "./excerpt";

/** One HTTP request, ready to be sent. */
export interface WireRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** The most bytes of body to read; more is an error. */
  maxBytes: number;
  /** The most time for the whole exchange. */
  timeoutMs: number;
}

/** One HTTP answer, read to its end. */
export interface WireAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Empty if the answer is an error and its body could not be read to the end. */
  body: string;
}

/** Sends a request and reads its answer; throws a `TransportError`. An argument everywhere, so that tests need no socket. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

/** No complete answer came. */
export class TransportError extends Error {
  override readonly name = "TransportError";

  constructor(
    message: string,
    /** The network's code, as in `ECONNRESET`; `BODY_…` if there was an answer that cannot be read. */
    readonly code: string,
    /** False if it is certain that no byte of the request reached the service. */
    readonly mayHaveArrived: boolean,
  ) {
    super(message);
  }
}

/** A failed exchange as part of a failed call. What nobody has thought of may have happened after the request had left. */
export function describeTransportError(
  error: unknown,
  show: Show,
): Pick<Failure, "kind" | "code" | "detail" | "mayHaveArrived"> {
  const detail = show(messageOf(error));
  if (!(error instanceof TransportError))
    return { kind: "network", code: "UNEXPECTED", detail, mayHaveArrived: true };
  const { code, mayHaveArrived } = error;
  return { kind: code.startsWith("BODY_") ? "body" : "network", code, detail, mayHaveArrived };
}
