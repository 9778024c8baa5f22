import type { Look } from "../../provider/orders/schedule";
import type { Random } from "../../tests/support/worldRandom";
import type { ProgressShape } from "./orders";
import type { Schedule } from "./schedules";

/** What it took to hear that all of some orders are done. */
export interface FollowedTogether {
  requests: number;
  /** Of each order, from its end to the look that saw it. */
  lateMs: number[];
}

const leastBetweenTicksMs = 2_000;
const idsPerSearch = 100;

/**
 * Follows orders that were placed at the same time by one waiter: whenever the first of them is due, all that are
 * running are looked at, by searches of up to 100 ids.
 */
export function followMany(
  schedule: Schedule,
  durationsMs: readonly number[],
  progressAt: ProgressShape,
  random: Random,
): FollowedTogether {
  let running = durationsMs.map((durationMs) => ({
    durationMs,
    seen: [] as Look[],
    dueMs: schedule([], 0, random.next()),
  }));
  const lateMs: number[] = [];
  let [nowMs, requests] = [-leastBetweenTicksMs, 0];
  while (running.length > 0) {
    const dueMs = running.reduce((first, order) => Math.min(first, order.dueMs), Number.POSITIVE_INFINITY);
    nowMs = Math.max(dueMs, nowMs + leastBetweenTicksMs);
    requests += Math.ceil(running.length / idsPerSearch);
    for (const order of running) {
      if (order.durationMs <= nowMs) lateMs.push(nowMs - order.durationMs);
      order.seen.push({ elapsedMs: nowMs, progress: progressAt(nowMs / order.durationMs) });
      order.dueMs = nowMs + schedule(order.seen, nowMs, random.next());
    }
    running = running.filter((order) => order.durationMs > nowMs);
  }
  return { requests, lateMs };
}
