import { takeChance } from "./ids";
import type { State } from "./state";

/** How long an order takes, in ms: around the median, by the setting `spread`. The same seed draws the same times. */
export function drawDuration(state: State, medianMs: number): number {
  const { spread } = state.settings;
  if (spread === 0) return medianMs;
  const distance = Math.sqrt(-2 * Math.log(takeChance(state, "duration")));
  const normal = distance * Math.cos(2 * Math.PI * takeChance(state, "duration"));
  return Math.round(medianMs * Math.exp(spread * normal));
}
