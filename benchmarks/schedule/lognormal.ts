import type { Random } from "../../tests/support/worldRandom";

/** A lognormal number: half of them are below the median. */
export function drawLognormal(random: Random, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return median * Math.exp(sigma * normal);
}
