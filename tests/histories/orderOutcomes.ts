import { createWorld } from "../support/world";
import { countUnheld, findWrongs, letAllLand } from "../support/worldJudge";
import { runUntilDone, type WayOut } from "../support/worldPerson";
import type { Fate, ProviderBuild } from "../support/worldProcess";
import { oneDatabase } from "./samples";
import { type Timing, timings } from "./timings";

/** What may become of the call that places an order. */
export const outcomes = [
  "ok",
  "requestLost",
  "answerLost",
  "landsLate",
  "crashBefore",
  "crashAfter",
  "crashAndLandsLate",
] as const;
export type OrderOutcome = (typeof outcomes)[number];

/** A history: what becomes of the first calls that place an order, and of the service's promptness. */
export interface OrderHistory {
  sequence: readonly OrderOutcome[];
  timing: Timing;
  /** Whether the service answers a repeated transaction id with the first order. */
  dedupe: boolean;
  /** How long after it was sent a late order lands. */
  lateMs?: number;
  /** The way out that is taken where there are several. */
  wayOut?: WayOut;
  build?: ProviderBuild | undefined;
}

/** What a history came to. */
export interface OrderRecord {
  wrongs: string[];
  /** How many outcomes were met: sequences that differ in the others alone are the same history. */
  met: number;
  runs: number;
  /** Orders that were placed beside the first one. */
  secondOrders: number;
  /** Orders that are billed and that no state holds, in the end. */
  unheld: number;
  refusals: number;
}

/** Where a sequence stands among all of its length. */
type Digits = number[];

/**
 * Runs all sequences of so many outcomes, in order. Those that differ only in outcomes that were not met are the same
 * history: it is run once, and told with how many sequences it stands for.
 */
export async function forEachSequence(
  length: number,
  run: (sequence: OrderOutcome[]) => Promise<OrderRecord>,
  tell: (sequence: OrderOutcome[], record: OrderRecord, standsFor: number) => void,
): Promise<void> {
  for (let digits: Digits | undefined = Array(length).fill(0); digits; ) {
    const sequence = digits.map((digit) => outcomes[digit] as OrderOutcome);
    const record = await run(sequence);
    tell(sequence, record, outcomes.length ** (length - record.met));
    digits = findNext(digits, record.met);
  }
}

/** The first sequence after all those that begin in the same way. */
function findNext(digits: Digits, same: number): Digits | undefined {
  for (let index = same - 1; index >= 0; index--) {
    const digit = (digits[index] ?? 0) + 1;
    if (digit < outcomes.length) return digits.map((old, i) => (i < index ? old : i === index ? digit : 0));
  }
  return undefined;
}

/** Runs `up` until it is done, each call that orders meeting the next outcome of the sequence. */
export async function runOrderHistory(history: OrderHistory): Promise<OrderRecord> {
  const { sequence, timing, dedupe, lateMs = 30_000, wayOut = "import", build } = history;
  const world = createWorld({ settings: { ...timings[timing], dedupe }, build });
  const left = [...sequence];
  const person = await runUntilDone(world, oneDatabase(), {
    fates: ({ orderType }) => (orderType === "Provision" ? toFate(left.shift() ?? "ok", lateMs) : undefined),
    wayOut: () => wayOut,
  });
  await letAllLand(world);
  const wrongs = [
    ...person.helpless.map((message) => `no way out: ${message}`),
    ...(person.done ? [] : ["it never came to an end"]),
    ...findWrongs(world, person.program),
  ];
  return {
    wrongs,
    met: sequence.length - left.length,
    runs: person.runs,
    secondOrders: world.ledger.provisions().length - 1,
    unheld: countUnheld(world),
    refusals: person.refusals.length,
  };
}

const settleWindowMs = 120_000;

/**
 * Whether a history holds what alone excuses a second order: a crash, and an order that could not be seen after it; or
 * an order that lands when nobody could expect it any more.
 */
export function mayOrderTwice({ sequence, timing, dedupe, lateMs = 0 }: OrderHistory): boolean {
  if (dedupe) return false;
  const unseen = sequence.some((outcome) => outcome === "landsLate" || outcome === "crashAndLandsLate");
  if (unseen && lateMs > settleWindowMs) return true;
  return sequence.some((outcome) => outcome.startsWith("crash")) && (unseen || timing === "searchLag");
}

function toFate(outcome: OrderOutcome, afterMs: number): Fate {
  const late = { kind: "landLate", afterMs } as const;
  switch (outcome) {
    case "ok":
      return {};
    case "requestLost":
      return { effect: { kind: "dropRequest" } };
    case "answerLost":
      return { effect: { kind: "dropAnswer" } };
    case "landsLate":
      return { effect: late };
    case "crashBefore":
      return { effect: { kind: "dropRequest" }, end: "hostDies" };
    case "crashAfter":
      return { end: "hostDies" };
    case "crashAndLandsLate":
      return { effect: late, end: "hostDies" };
  }
}
