import { followMany } from "../../benchmarks/schedule/followMany";
import { measureOne } from "../../benchmarks/schedule/measure";
import { progressShapes } from "../../benchmarks/schedule/orders";
import { schedules } from "../../benchmarks/schedule/schedules";
import { createRandom } from "../support/worldRandom";

const shapes = Object.keys(progressShapes) as (keyof typeof progressShapes)[];
const draws = 2_000;

/** The most looks, and the most seconds of lateness on average. */
const aims: Record<keyof typeof progressShapes, [number, number]> = {
  linear: [16, 1.3],
  stepwise: [24, 2],
  none: [40, 6],
  "stuck at 50 %": [40, 6],
  "jumping back": [40, 6],
};

it.each(shapes)(
  "follows orders of about five minutes with few looks and little delay, progress: %s",
  (shape) => {
    const cost = measureOne(schedules.ours, "lognormal, median 5 min", shape, draws);
    const [looks, lateSeconds] = aims[shape];
    expect(cost.looks).toBeLessThanOrEqual(looks);
    expect(cost.lateSeconds).toBeLessThanOrEqual(lateSeconds);
  },
);

it.each(shapes)("is not late where orders take seconds or an hour, progress: %s", (shape) => {
  for (const duration of ["around 4, 12 or 45 min", "20 s to 1 h, log-uniform"] as const) {
    const cost = measureOne(schedules.ours, duration, shape, 150);
    expect(cost.lateSeconds).toBeLessThanOrEqual(shape === "linear" ? 1.3 : 8);
    expect(cost.lateSecondsP99).toBeLessThanOrEqual(30);
  }
});

it("needs no more searches for 500 orders at once than the longest of them has ticks", () => {
  const durationsMs = Array.from({ length: 500 }, (_, index) => 40_000 + 40 * index);
  const { requests, lateMs } = followMany(
    schedules.ours,
    durationsMs,
    progressShapes.linear,
    createRandom(1),
  );
  expect(lateMs).toHaveLength(500);
  expect(Math.max(...lateMs)).toBeLessThanOrEqual(2_000);
  expect(requests).toBeLessThanOrEqual(5 * 30);
});
