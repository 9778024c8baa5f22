/** One look at a running order. */
export interface Look {
  /** Milliseconds since the order was placed. */
  elapsedMs: number;
  /** 0 to 100. */
  progress: number;
}

const firstLooksMs = [1_000, 3_000, 8_000];
/** The part of the predicted rest after which to look again: the prediction is a guess, and early is cheaper than late. */
const partOfRest = 0.7;
const honest = { leastMs: 2_000, mostMs: 30_000 };
const blind = { leastMs: 5_000, mostMs: 15_000, partOfElapsed: 0.04 };
const jitter = 0.1;

/**
 * How long to wait until the next look, in ms, from nothing but what was seen. Early looks come at 1, 3 and 8 s;
 * then, while progress moves, at a part of the rest that it predicts; otherwise ever more slowly with the age of
 * the order. `random` (0 to 1) spreads the looks of many orders by 10 % either way.
 */
export function delayToNextLook(seen: readonly Look[], elapsedMs: number, random: number): number {
  // A look that came early by the spread counts for its place.
  const next = firstLooksMs.find((at) => at > elapsedMs * (1 + 2 * jitter));
  const delay = next === undefined ? delayByProgress(seen, elapsedMs) : next - elapsedMs;
  return delay * (1 + jitter * (2 * random - 1));
}

function delayByProgress(seen: readonly Look[], elapsedMs: number): number {
  const rest = predictRest(seen);
  if (rest === undefined) return clamp(elapsedMs * blind.partOfElapsed, blind.leastMs, blind.mostMs);
  return clamp(rest * partOfRest, honest.leastMs, honest.mostMs);
}

/** The rest that linear progress predicts; undefined while it stands still, has gone back, or has reached its end. */
function predictRest(seen: readonly Look[]): number | undefined {
  const last = seen.at(-1);
  const before = seen.at(-2);
  if (!last || !before || last.progress <= before.progress || last.progress >= 100) return undefined;
  const lied = seen.some((look, index) => index > 0 && look.progress < (seen[index - 1]?.progress ?? 0));
  return lied ? undefined : (last.elapsedMs * (100 - last.progress)) / last.progress;
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
