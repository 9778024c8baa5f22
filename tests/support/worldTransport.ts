import type { Outcome } from "../../emulator/index";
import type { Transport, WireAnswer, WireRequest } from "../../provider/api/transport";
import type { Clock } from "../../provider/clock";
import type { Life } from "./worldClock";
import type { Fate, ProcessParts, SuddenEnd } from "./worldProcess";

/** A request as it left the process. */
export interface SentRequest {
  /** In its process, from 0. */
  index: number;
  at: number;
  method: string;
  /** From the root of the server. */
  path: string;
  /** The type of the order, if the request places one. */
  orderType: string | undefined;
  body: string;
}

interface TransportParts extends Pick<ProcessParts, "build" | "service" | "fates"> {
  clock: Clock;
  life: Life;
  sent: SentRequest[];
  end(kind: SuddenEnd): void;
}

/** How long an answer is on its way. */
const latencyMs = 30;

/** Hands requests to the service, with the fate that each is to meet on its way. */
export function createWorldTransport(parts: TransportParts): Transport {
  const { clock, life, sent, fates, end } = parts;
  return async (request) => {
    if (life.over) return never();
    const about = describe(request, sent.length, clock.now());
    sent.push(about);
    const fate = fates(about) ?? {};
    const outcome = handOver(parts, request, about.path, fate);
    if (fate.end) end(fate.end);
    await clock.sleep(travelTime(outcome, request.timeoutMs));
    return toAnswer(parts, request, outcome);
  };
}

function handOver(
  { service }: TransportParts,
  request: WireRequest,
  path: string,
  { effect }: Fate,
): Outcome {
  const { method, headers, body = "" } = request;
  const { faults } = service.state;
  if (effect) faults.unshift({ match: {}, skip: 0, times: 1, effect });
  const outcome = service.handle({ method, path, headers, body });
  if (effect) faults.shift();
  return outcome;
}

function travelTime(outcome: Outcome, timeoutMs: number): number {
  return "delayMs" in outcome ? Math.min(outcome.delayMs ?? 0, timeoutMs) : latencyMs;
}

function toAnswer({ build }: TransportParts, { timeoutMs }: WireRequest, outcome: Outcome): WireAnswer {
  const fail = (message: string, code: string) => new build.TransportError(message, code, true);
  if ("dropped" in outcome) throw fail("socket hang up", "ECONNRESET");
  if ((outcome.delayMs ?? 0) >= timeoutMs) throw fail("timed out", "TIMEOUT");
  if (outcome.truncated) throw fail("terminated", "UND_ERR_SOCKET");
  return { status: outcome.status, headers: outcome.headers, body: outcome.body };
}

function describe({ method, url, body = "" }: WireRequest, index: number, at: number): SentRequest {
  const { pathname, search } = new URL(url);
  const isOrder = method === "POST" && pathname.endsWith("/orders");
  const orderType = isOrder ? (JSON.parse(body) as { order: { type: string } }).order.type : undefined;
  return { index, at, method, path: pathname + search, orderType, body };
}

/** What a process that has died waits for. */
const never = () => new Promise<never>(() => {});
