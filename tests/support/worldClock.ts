import { startOfTime } from "./virtualClock";

/** Something that lives on the clock until it ends: once it has, nothing of it ever goes on. */
export interface Life {
  over: boolean;
}

/** Time for several processes. It moves only while somebody drives it, and in the same way each time. */
export interface WorldClock {
  now(): number;
  /** Resolves after `ms`, or at once when the signal fires; never once the life is over. */
  sleep(life: Life, ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets time pass until the work is done. Throws if it never will be. */
  drive<Result>(work: Promise<Result>): Promise<Result>;
}

interface Sleeper {
  at: number;
  /** Who fell asleep first wakes first. */
  turn: number;
  life: Life;
  wake(): void;
}

/** All promises that can go on have gone on when this resolves. */
const restOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

const mostJumps = 1_000_000;

/** Makes a clock that begins at noon. */
export function createWorldClock(): WorldClock {
  let now = startOfTime;
  let turns = 0;
  let sleepers: Sleeper[] = [];

  const takeNext = (): Sleeper | undefined => {
    sleepers = sleepers.filter(({ life }) => !life.over);
    if (sleepers.length === 0) return undefined;
    const next = sleepers.reduce((first, other) => (isBefore(other, first) ? other : first));
    sleepers.splice(sleepers.indexOf(next), 1);
    return next;
  };
  const sleep = (life: Life, ms: number, signal?: AbortSignal) => {
    if (signal?.aborted) return Promise.resolve();
    return new Promise<void>((resolve) => {
      const stop = () => {
        sleepers = sleepers.filter((other) => other !== sleeper);
        sleeper.wake();
      };
      const sleeper: Sleeper = {
        at: now + ms,
        turn: turns++,
        life,
        wake: () => {
          signal?.removeEventListener("abort", stop);
          if (!life.over) resolve();
        },
      };
      sleepers.push(sleeper);
      signal?.addEventListener("abort", stop);
    });
  };
  return {
    now: () => now,
    sleep,
    drive: async (work) => {
      let done = false;
      const end = () => {
        done = true;
      };
      work.then(end, end);
      for (let jump = 0; jump < mostJumps; jump++) {
        await restOfTurn();
        if (done) return work;
        const next = takeNext();
        if (!next) throw new Error("everything waits, and nothing will ever happen");
        now = Math.max(now, next.at);
        next.wake();
      }
      throw new Error("this never ends");
    },
  };
}

function isBefore(a: Sleeper, b: Sleeper): boolean {
  return a.at === b.at ? a.turn < b.turn : a.at < b.at;
}
