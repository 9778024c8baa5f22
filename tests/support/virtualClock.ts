import type { Clock } from "../../provider/clock";

/** A clock on which hours pass in no time: as soon as nothing else is left to do, it jumps to the next who wakes. */
export interface VirtualClock extends Clock {
  /** Moves the clock on at once, and wakes whoever is due. */
  pass(ms: number): void;
  /** How long somebody asked to sleep each time, in ms. */
  readonly sleeps: readonly number[];
}

interface Sleeper {
  at: number;
  wake(): void;
}

/** Where virtual time begins if not said otherwise. */
export const startOfTime = Date.parse("2026-11-23T12:00:00Z");

/** Makes a clock that stands still while there is work, and the same random number every time. */
export function createVirtualClock(startsAt = startOfTime, random = 0.5): VirtualClock {
  const sleeps: number[] = [];
  let now = startsAt;
  let sleepers: Sleeper[] = [];
  let driving = false;

  const wakeDue = () => {
    const due = sleepers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    sleepers = sleepers.filter(({ at }) => at > now);
    for (const { wake } of due) wake();
  };
  // Whoever was woken may sleep again in the same turn, so a turn of the event loop lies between two jumps.
  const drive = () => {
    driving = false;
    if (sleepers.length === 0) return;
    now = Math.max(now, Math.min(...sleepers.map(({ at }) => at)));
    wakeDue();
    keepDriving();
  };
  const keepDriving = () => {
    if (driving) return;
    driving = true;
    setImmediate(drive);
  };
  return {
    sleeps,
    now: () => now,
    random: () => random,
    pass: (ms) => {
      now += ms;
      wakeDue();
    },
    sleep: (ms, signal) => {
      sleeps.push(ms);
      if (signal?.aborted) return Promise.resolve();
      return new Promise<void>((resolve) => {
        const stop = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          wake();
        };
        const wake = () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", stop);
        keepDriving();
      });
    },
  };
}
