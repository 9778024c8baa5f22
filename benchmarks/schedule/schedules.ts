import { delayToNextLook, type Look } from "../../provider/orders/schedule";

/** How long to wait until the next look, in ms; see `provider/orders/schedule.ts`. */
export type Schedule = (looks: readonly Look[], elapsedMs: number, random: number) => number;

const every =
  (seconds: number): Schedule =>
  (looks, _elapsedMs, random) =>
    // Somewhere within the first interval, so that where an order ends in it is left to chance.
    seconds * 1000 * (looks.length === 0 ? random : 1);

/** The provider's own, and what others do. */
export const schedules = {
  ours: delayToNextLook as Schedule,
  "every 5 s": every(5),
  "every 10 s": every(10),
  "every 15 s": every(15),
  "every 30 s": every(30),
  "doubling to 10 s": ((looks) => Math.min(10_000, 1000 * 2 ** looks.length)) as Schedule,
};
