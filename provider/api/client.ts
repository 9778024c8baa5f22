import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { Clock } from "../clock";
import { parseBody, readFailure } from "./answers";
import { ApiError, type Failure } from "./errors";
import { type Show, showNothing } from "./excerpt";
import { delayBeforeRetry, type RetryBudget, type RetryClass } from "./retry";
import type { TokenSource } from "./token";
import { describeTransportError, type Transport, type WireAnswer } from "./transport";

/** Resolves after so many milliseconds, if the call may then be made once more; else it throws. */
export type Pause = (ms: number) => Promise<void>;

/** One call of the contract. */
export interface Call<Shape extends z.ZodType> {
  /** What it is for, as it reads after "could not". */
  step: string;
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: unknown;
  answer: Shape;
  retry: RetryClass;
  /** The same on every attempt of one logical operation; a new one where none is given. */
  transactionId?: string;
  /** Waits before every attempt but the first, instead of the clock; what it throws ends the call. */
  pause?: Pause;
  /** Lists may be larger than single answers. */
  list?: boolean;
  /** The answer holds secrets: it is never shown, not even one that cannot be read. */
  secret?: boolean;
}

export interface ClientParts {
  apiUrl: string;
  caller: string;
  transport: Transport;
  token: TokenSource;
  budget: RetryBudget;
  clock: Clock;
  /** How a text of the service is shown in an error. */
  show: Show;
}

export type Client = <Shape extends z.ZodType>(call: Call<Shape>) => Promise<z.output<Shape>>;

/** The most time for one attempt: an order that was sent is known to have landed, or not, soon after. */
export const attemptTimeoutMs = 60_000;
const maxBytes = 1024 ** 2;
const maxListBytes = 16 * 1024 ** 2;

/** Makes calls: adds token and headers, repeats what may be repeated, checks the answer's shape. */
export function createClient(parts: ClientParts): Client {
  return async (call) => {
    const { transactionId = randomUUID(), pause = parts.clock.sleep } = call;
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await attemptOnce(parts, call, transactionId);
        parts.budget.succeeded();
        return result;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const delay = delayBeforeRetry(error, call.retry, attempt, parts.clock.random);
        if (delay === undefined || !parts.budget.take()) throw error;
        await pause(delay);
      }
    }
  };
}

/** One attempt; a refused token counts as part of it, since nothing was done with the request. */
async function attemptOnce<Shape extends z.ZodType>(
  parts: ClientParts,
  call: Call<Shape>,
  transactionId: string,
) {
  const token = await parts.token.get();
  const first = await exchange(parts, call, transactionId, token);
  if (first.answer.status !== 401) return readAnswer(parts, call, first);
  parts.token.reject(token);
  const second = await exchange(parts, call, transactionId, await parts.token.get());
  return readAnswer(parts, call, second);
}

interface Exchange {
  messageId: string;
  answer: WireAnswer;
}

async function exchange(
  { apiUrl, caller, transport, show }: ClientParts,
  call: Call<z.ZodType>,
  transactionId: string,
  token: string,
): Promise<Exchange> {
  const messageId = randomUUID();
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "x-message-id": messageId,
    "x-transaction-id": transactionId,
    "x-transaction-caller": caller,
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const answer = await transport({
    method: call.method,
    url: apiUrl + call.path,
    headers,
    ...(body !== undefined && { body }),
    maxBytes: call.list ? maxListBytes : maxBytes,
    timeoutMs: attemptTimeoutMs,
  }).catch((error: unknown) => {
    throw new ApiError({ ...about(call, messageId), ...describeTransportError(error, show) });
  });
  return { messageId, answer };
}

function readAnswer<Shape extends z.ZodType>(
  { clock, show }: ClientParts,
  call: Call<Shape>,
  { messageId, answer }: Exchange,
): z.output<Shape> {
  const where = about(call, messageId);
  if (answer.status !== 200) throw new ApiError({ ...where, ...readFailure(answer, clock.now(), show) });
  const parsed = parseBody(answer.body, call.answer, call.secret ? showNothing : show);
  if ("value" in parsed) return parsed.value;
  const code = "BODY_UNREADABLE";
  throw new ApiError({ ...where, kind: "body", code, detail: parsed.problem, mayHaveArrived: true });
}

const about = (
  { step, method, path }: Call<z.ZodType>,
  messageId: string,
): Pick<Failure, "step" | "method" | "path" | "messageId"> => ({
  step,
  method,
  path,
  messageId,
});
