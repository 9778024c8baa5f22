import type { SettingsPatch } from "../../emulator/index";

const minute = 60_000;

/** The ways in which the service takes its time; each is run with every sequence. */
export const timings = {
  /** An order is done when it is answered. */
  instant: { provisionMs: 0 },
  /** An order takes five minutes. */
  slow: { provisionMs: 5 * minute },
  /** A new order shows up in searches ten seconds late. */
  searchLag: { provisionMs: 5 * minute, searchLagMs: 10_000 },
  /** A contract answers 404 for a minute after DONE, and is not named before. */
  notFound: { provisionMs: 5 * minute, notFoundMs: minute, contractNumberFrom: "DONE" },
} as const satisfies Record<string, SettingsPatch>;

export type Timing = keyof typeof timings;
export const timingNames = Object.keys(timings) as Timing[];
