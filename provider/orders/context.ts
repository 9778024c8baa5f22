import type { OrderingApi } from "../api/routes";
import type { Clock } from "../clock";
import type { EndOfRun, Engine, HeldDatabase } from "../engine/engine";
import type { Ticks } from "./ticks";

/** What every step in the life of an order works with. */
export interface Context {
  api: OrderingApi;
  clock: Clock;
  /** When to look at orders that are waited for; one for the process. */
  ticks: Ticks;
  engine: Engine;
  /** The resource that the engine shows progress and warnings at. */
  urn: string;
  /** The databases that the state held when a creation of this run first asked; undefined if it cannot be asked. */
  heldAtFirst(): Promise<HeldDatabase[] | undefined>;
  /** How long an order whose answer was lost may take to show up. */
  settleMs: number;
  /** When the operation must be finished, as the clock counts. */
  deadline: number;
  /** Throws unless the vendor's terms are accepted: called before everything that may cost more than before. */
  requireConsent(): void;
  /** Fires with an `EndOfRun` when waiting has lost its point. */
  signal: AbortSignal;
}

/** The run ended while something was waited for. */
export class RunEndedError extends Error {
  override readonly name = "RunEndedError";

  /** What has happened, in words. */
  readonly reason: string;

  constructor(readonly end: EndOfRun) {
    const reason = end === "interrupted" ? "interrupted" : "the Pulumi CLI is gone";
    super(`${reason}: run pulumi up to go on`);
    this.reason = reason;
  }
}

/** The operation's time is over. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";

  constructor() {
    super("not finished in time: run pulumi up to go on");
  }
}

/** Waits, but not beyond the end of the run (`RunEndedError`) or the operation's deadline (`DeadlineError`). */
export async function pause(
  { clock, signal, deadline }: Context,
  ms: number,
  sleep: Clock["sleep"] = clock.sleep,
): Promise<void> {
  if (!signal.aborted) await sleep(Math.min(ms, Math.max(0, deadline - clock.now())), signal);
  if (signal.aborted) throw new RunEndedError(signal.reason as EndOfRun);
  if (clock.now() >= deadline) throw new DeadlineError();
}

/** Orders, and the last word to a contract, only while there is an engine to store what comes of them. */
export async function requireLivingEngine({ engine }: Context): Promise<void> {
  if (!(await engine.isAlive())) throw new RunEndedError("gone");
}
