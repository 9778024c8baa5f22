import type { Clock } from "../clock";

/** Looks that come this close together are made at once; many orders give each other news, so they can be rarer. */
const spacing = { leastMs: 2_000, perOrderMs: 60, mostMs: 3_000 };

/** The one alarm clock of all orders that are waited for. */
export interface Ticks {
  /** Resolves at the next tick, which comes after `ms` or, if another order is due earlier, before; at once when the signal fires. */
  next(ms: number, signal?: AbortSignal): Promise<void>;
  /** No tick comes before this many ms have passed: the service asked to be left alone. */
  postpone(ms: number): void;
}

interface Sleeper {
  due: number;
  wake(): void;
}

/**
 * Lets all orders that are waited for be looked at together: when the first of them is due all are woken, so that one
 * search answers for all. Thus the length of a wait, and not the number of databases, bounds the requests.
 */
export function createTicks(clock: Clock): Ticks {
  const sleepers = new Set<Sleeper>();
  let lastAt = Number.NEGATIVE_INFINITY;
  let notBefore = Number.NEGATIVE_INFINITY;
  let alarm = new AbortController();

  const ring = () => {
    lastAt = clock.now();
    const woken = [...sleepers];
    sleepers.clear();
    for (const { wake } of woken) wake();
  };
  const setAlarm = () => {
    alarm.abort();
    alarm = new AbortController();
    const { signal } = alarm;
    if (sleepers.size === 0) return;
    const due = Math.min(...[...sleepers].map((sleeper) => sleeper.due));
    const gap = Math.min(Math.max(spacing.leastMs, sleepers.size * spacing.perOrderMs), spacing.mostMs);
    const at = Math.max(due, lastAt + gap, notBefore);
    void clock.sleep(at - clock.now(), signal).then(() => {
      if (!signal.aborted) ring();
    });
  };
  return {
    next: (ms, signal) =>
      new Promise((resolve) => {
        const end = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", leave);
          resolve();
        };
        // The others are not to be woken for one who is gone.
        const leave = () => {
          end();
          setAlarm();
        };
        const sleeper = { due: clock.now() + ms, wake: end };
        if (signal?.aborted) return resolve();
        signal?.addEventListener("abort", leave);
        sleepers.add(sleeper);
        setAlarm();
      }),
    postpone: (ms) => {
      notBefore = Math.max(notBefore, clock.now() + ms);
      setAlarm();
    },
  };
}
