import { createRandom } from "../../tests/support/worldRandom";
import { followMany } from "./followMany";
import { followOne } from "./followOne";
import { durations, type ProgressShape, progressShapes } from "./orders";
import { type Schedule, schedules } from "./schedules";
import { mean, p99 } from "./summary";

const seed = 1;

/** Looks of an order, and how late its end was heard of, in seconds. */
export interface Cost {
  looks: number;
  lateSeconds: number;
  lateSecondsP99: number;
}

/** Follows so many orders, each for itself. */
export function measureOne(
  schedule: Schedule,
  duration: keyof typeof durations,
  progress: keyof typeof progressShapes,
  draws: number,
): Cost {
  const random = createRandom(seed);
  const followed = Array.from({ length: draws }, () =>
    followOne(schedule, durations[duration](random), progressShapes[progress], random),
  );
  const late = followed.map(({ lateMs }) => lateMs / 1000);
  return {
    looks: mean(followed.map(({ looks }) => looks)),
    lateSeconds: mean(late),
    lateSecondsP99: p99(late),
  };
}

/** Follows all kinds of orders by all schedules. */
export function measureEach(draws: number) {
  return names(durations).flatMap((duration) =>
    names(progressShapes).flatMap((progress) =>
      names(schedules).map((schedule) => ({
        duration,
        progress,
        schedule,
        ...measureOne(schedules[schedule], duration, progress, draws),
      })),
    ),
  );
}

const mostOrders = 10_000;

/** Follows orders of five minutes that are placed at once; by others, each order is followed for itself. */
export function measureTogether(counts: readonly number[]) {
  return counts.flatMap((count) =>
    names(progressShapes).flatMap((progress) => [
      { count, progress, schedule: "ours, together", ...followTogether(count, progressShapes[progress]) },
      ...names(schedules).map((schedule) => {
        const cost = measureOne(schedules[schedule], "lognormal, median 5 min", progress, mostOrders);
        const { looks, ...late } = cost;
        return { count, progress, schedule, requests: looks * count, ...late };
      }),
    ]),
  );
}

function followTogether(count: number, progress: ProgressShape) {
  const random = createRandom(seed);
  const duration = durations["lognormal, median 5 min"];
  const runs = Array.from({ length: mostOrders / count }, () => {
    const all = Array.from({ length: count }, () => duration(random));
    return followMany(schedules.ours, all, progress, random);
  });
  const late = runs.flatMap(({ lateMs }) => lateMs.map((ms) => ms / 1000));
  return {
    requests: mean(runs.map(({ requests }) => requests)),
    lateSeconds: mean(late),
    lateSecondsP99: p99(late),
  };
}

const names = <Name extends string>(table: Record<Name, unknown>) => Object.keys(table) as Name[];
