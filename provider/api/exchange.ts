import type { Dispatcher } from "undici";
import { toTransportError } from "./network";
import { TransportError, type WireAnswer, type WireRequest } from "./transport";

/** Sends one request and reads its answer to the end; throws a `TransportError`. */
export function exchange(dispatcher: Dispatcher, request: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(request.url);
    const options: Dispatcher.DispatchOptions = {
      origin,
      path: pathname + search,
      method: request.method as Dispatcher.HttpMethod,
      headers: request.headers,
      body: request.body ?? null,
      // The time of the whole exchange is bounded; undici's own limits would only add other errors.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    dispatcher.dispatch(options, new Reception(request, resolve, reject));
  });
}

/**
 * What comes of one request. undici's handler rather than its `request`, since only the handler is told when the
 * request begins to leave: whatever fails before (name, connection, proxy, certificate, time) has ordered nothing.
 */
class Reception implements Dispatcher.DispatchHandler {
  private readonly deadline: NodeJS.Timeout;
  private controller: Dispatcher.DispatchController | undefined;
  private head: Pick<WireAnswer, "status" | "headers"> | undefined;
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private over = false;

  constructor(
    private readonly request: WireRequest,
    private readonly resolve: (answer: WireAnswer) => void,
    private readonly reject: (error: TransportError) => void,
  ) {
    const { timeoutMs } = request;
    const late = () => this.fail(this.toError(`no answer within ${timeoutMs / 1000} s`, "TIMEOUT"));
    this.deadline = setTimeout(late, timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // The connection is there now, but nobody waits any more: nothing may leave.
    if (this.over) controller.abort(new Error("too late"));
    else this.controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200) return;
    const flat = Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      [value].flat().join(", "),
    ]);
    this.head = { status, headers: Object.fromEntries(flat) };
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.size += chunk.length;
    this.chunks.push(chunk);
    const { maxBytes } = this.request;
    if (this.size > maxBytes)
      this.fail(this.toError(`the answer is larger than ${maxBytes} bytes`, "BODY_TOO_LARGE"));
  }

  onResponseEnd(): void {
    const { head } = this;
    try {
      // A wrong byte must not become another character in a password or an id.
      const decoder = new TextDecoder("utf-8", { fatal: head?.status === 200 });
      const body = decoder.decode(Buffer.concat(this.chunks));
      if (head && this.finish()) this.resolve({ ...head, body });
    } catch {
      this.fail(this.toError("the answer is not UTF-8", "BODY_UNREADABLE"));
    }
  }

  onResponseError(_: unknown, error: Error): void {
    this.fail(toTransportError(error, this.isSent));
  }

  private get isSent(): boolean {
    return this.controller !== undefined;
  }

  private toError(message: string, code: string): TransportError {
    return new TransportError(message, code, this.isSent);
  }

  private fail(error: TransportError): void {
    if (!this.finish()) return;
    // A refusal is one by its status, whatever became of its body.
    if (this.head && this.head.status !== 200) this.resolve({ ...this.head, body: "" });
    else this.reject(error);
    this.controller?.abort(error);
  }

  /** Whether this was the end, and not something after it. */
  private finish(): boolean {
    if (this.over) return false;
    this.over = true;
    clearTimeout(this.deadline);
    return true;
  }
}
