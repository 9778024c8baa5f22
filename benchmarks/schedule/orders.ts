import type { Random } from "../../tests/support/worldRandom";
import { drawLognormal } from "./lognormal";

const minute = 60_000;

/** How long orders take, in ms. */
export const durations = {
  "lognormal, median 5 min": (random: Random) => drawLognormal(random, 5 * minute, 0.5),
  "around 4, 12 or 45 min": (random: Random) =>
    drawLognormal(random, random.pick([4, 12, 45]) * minute, 0.15),
  "20 s to 1 h, log-uniform": (random: Random) => 20_000 * (3600 / 20) ** random.next(),
};

/** What an order says of its progress, in percent, when this share (0 to 1) of its time is over. */
export const progressShapes = {
  linear: (share: number) => Math.min(99, Math.floor(share * 100)),
  stepwise: (share: number) => Math.min(75, Math.floor(share * 4) * 25),
  none: () => 0,
  "stuck at 50 %": (share: number) => Math.min(50, Math.floor(share * 100)),
  /** Three tasks, each of which counts from the beginning. */
  "jumping back": (share: number) => Math.min(99, Math.floor(((share * 3) % 1) * 100)),
};

export type ProgressShape = (share: number) => number;
