import type { Look } from "../../provider/orders/schedule";
import type { Random } from "../../tests/support/worldRandom";
import type { ProgressShape } from "./orders";
import type { Schedule } from "./schedules";

/** What it took to hear that an order is done. */
export interface Followed {
  looks: number;
  /** From the end of the order to the look that saw it. */
  lateMs: number;
}

/** Follows one order to its end, in no time. A look takes none either. */
export function followOne(
  schedule: Schedule,
  durationMs: number,
  progressAt: ProgressShape,
  random: Random,
): Followed {
  const seen: Look[] = [];
  let elapsedMs = 0;
  for (;;) {
    elapsedMs += schedule(seen, elapsedMs, random.next());
    if (elapsedMs >= durationMs) return { looks: seen.length + 1, lateMs: elapsedMs - durationMs };
    seen.push({ elapsedMs, progress: progressAt(elapsedMs / durationMs) });
  }
}
