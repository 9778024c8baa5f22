/** One look at a running order. */
export interface Look {
  /** Milliseconds since the order was placed. */
  elapsedMs: number;
  /** 0 to 100. */
  progress: number;
}

/** A stretch of time, in milliseconds since the order was placed. */
interface Range {
  from: number;
  to: number;
}

/** A progress that was reached at some time within the range. */
interface Origin extends Range {
  progress: number;
}

const firstLooksMs = [1_000, 3_000, 8_000];
/** Progress may change its mind between two looks: not even the most honest is left alone for longer. */
const believing = { leastMs: 2_000, mostMs: 30_000, partOfRange: 0.2 };
/** Orders take minutes: more looks in the first ones cost more than they gain. */
const blind = { leastMs: 10_000, mostMs: 15_000, partOfElapsed: 0.025 };
/** Answers take a while, and times are rounded. */
const slackMs = 500;
/** Progress is an estimate; one that is further off than this is none. */
const tolerance = 1.1;
const jitter = 0.1;

/**
 * How long to wait until the next look, in ms, from nothing but what was seen. Early looks come at 1, 3 and 8 s;
 * then, if progress tells when the order can end at the earliest, soon after that time; otherwise ever more slowly
 * with the age of the order. `random` (0 to 1) spreads the looks of many orders by 10 % either way.
 */
export function delayToNextLook(seen: readonly Look[], elapsedMs: number, random: number): number {
  // A look that came early by the spread counts for its place.
  const next = firstLooksMs.find((at) => at > elapsedMs * (1 + 2 * jitter));
  const delay = next === undefined ? delayByProgress(seen, elapsedMs) : next - elapsedMs;
  return delay * (1 + jitter * (2 * random - 1));
}

function delayByProgress(seen: readonly Look[], elapsedMs: number): number {
  const end = predictEnd(seen);
  if (!end) return clamp(elapsedMs * blind.partOfElapsed, blind.leastMs, blind.mostMs);
  const rest = Math.max(0, end.from - elapsedMs);
  return clamp(rest + (end.to - end.from) * believing.partOfRange, believing.leastMs, believing.mostMs);
}

/** When the order can end; undefined if nothing that was seen tells, or if it does not hold together. */
function predictEnd(seen: readonly Look[]): Range | undefined {
  const atOnce = predictFrom({ from: 0, to: 0, progress: 0 }, seen);
  if (atOnce) return atOnce;
  // It may have stood in a queue first, or was half-way when the wait began: count from its first movement.
  const moved = seen.findIndex((look) => look.progress > (seen[0]?.progress ?? 0));
  const [before, after] = [seen[moved - 1], seen[moved]];
  if (!before || !after) return undefined;
  const origin = { from: before.elapsedMs, to: after.elapsedMs, progress: after.progress };
  return predictFrom(origin, seen.slice(moved));
}

/**
 * When an order ends whose progress grows evenly from the origin on. Each look bounds it: what is shown has been
 * reached, the next step has not. One rule so recognises progress that moves in coarse steps (a wide range), stands
 * still, goes back or reaches its end too early (bounds that exclude each other: undefined).
 */
function predictFrom(origin: Origin, seen: readonly Look[]): Range | undefined {
  const step = seen.reduce((divisor, { progress }) => findCommonDivisor(divisor, Math.floor(progress)), 0);
  const whole = 100 - origin.progress;
  let [from, to] = [0, Number.POSITIVE_INFINITY];
  for (const { elapsedMs, progress } of seen) {
    const gain = progress - origin.progress;
    if (gain < 0) return undefined;
    const [least, most] = [elapsedMs - origin.to - slackMs, elapsedMs - origin.from + slackMs];
    if (step > 0) from = Math.max(from, origin.to + (least * whole) / (gain + step));
    if (gain > 0) to = Math.min(to, origin.from + (most * whole) / gain);
  }
  if (to === Number.POSITIVE_INFINITY || from > to * tolerance) return undefined;
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

const findCommonDivisor = (a: number, b: number): number => (b === 0 ? a : findCommonDivisor(b, a % b));

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
