import fc from "fast-check";
import { delayToNextLook, type Look } from "../../provider/orders/schedule";

const minute = 60_000;
/** A random number that leaves the delay as it is. */
const middle = 0.5;

it.each([
  ["right after the order", 0, 1_000],
  ["after the first look", 1_000, 2_000],
  ["after the second look", 3_000, 5_000],
  ["between two early looks", 2_000, 1_000],
])("looks early at first: %s", (_when, elapsedMs, delay) => {
  expect(delayToNextLook([], elapsedMs, middle)).toBe(delay);
});

it.each<[string, [number, number][], number, number]>([
  [
    "moves evenly: at most 30 s, however long the way that it predicts",
    [
      [8_000, 2],
      [18_000, 6],
    ],
    18_000,
    30_000,
  ],
  [
    "says when the order can end at the earliest: soon after that",
    // Not yet 48 % after 47.5 s, 96 % after 96.5 s: the end is between 98.958 and 100.521 s.
    [
      [48_000, 47],
      [96_000, 96],
    ],
    96_000,
    3_271,
  ],
  [
    "is almost there: at least 2 s",
    [
      [90_000, 98],
      [91_000, 99],
    ],
    91_000,
    2_000,
  ],
  [
    "moves in quarters: soon after the next one can be the last",
    // The last quarter began between 209.5 and 225.5 s: the end is between 279.333 and 300.667 s.
    [
      [60_000, 0],
      [75_000, 25],
      [140_000, 25],
      [150_000, 50],
      [210_000, 50],
      [225_000, 75],
      [270_000, 75],
    ],
    270_000,
    13_600,
  ],
  [
    "has stood in a queue and then moves evenly: counted from when it began to move",
    [
      [100_000, 0],
      [100_500, 1],
      [190_500, 91],
    ],
    190_500,
    // Not yet 92 % after 89.5 s of movement, 91 % after 91 s: the end is between 197.868 and 200.1 s.
    7_815,
  ],
  [
    "stands still in a young order",
    [
      [8_000, 19],
      [20_000, 20],
      [40_000, 20],
    ],
    40_000,
    10_000,
  ],
  [
    "stands still after 500 s",
    [
      [200_000, 49],
      [300_000, 50],
      [500_000, 50],
    ],
    500_000,
    12_500,
  ],
  [
    "stands still after an hour",
    [
      [1_000_000, 19],
      [2_000_000, 20],
      [3_600_000, 20],
    ],
    3_600_000,
    15_000,
  ],
  [
    "went back once, so nothing is believed",
    [
      [8_000, 50],
      [20_000, 10],
      [40_000, 60],
    ],
    40_000,
    10_000,
  ],
  [
    "is at its end and the order is not",
    [
      [90_000, 99],
      [100_000, 100],
      [120_000, 100],
    ],
    120_000,
    10_000,
  ],
  ["was never seen", [], 500_000, 12_500],
])("when progress %s", (_what, seen, elapsedMs, delay) => {
  const looks = seen.map(([at, progress]) => ({ elapsedMs: at, progress }));
  expect(delayToNextLook(looks, elapsedMs, middle)).toBeCloseTo(delay, -1);
});

const looks = fc
  .array(
    fc.record({
      elapsedMs: fc.integer({ min: 1, max: 60 * minute }),
      progress: fc.integer({ min: 0, max: 100 }),
    }),
  )
  .map((list): Look[] => list.sort((a, b) => a.elapsedMs - b.elapsedMs));
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it("never looks twice within 1.8 s once the early looks are over, nor later than 33 s, whatever was seen", () => {
  fc.assert(
    fc.property(looks, fc.integer({ min: 8_000, max: 120 * minute }), random, (seen, elapsedMs, chance) => {
      const delay = delayToNextLook(seen, elapsedMs, chance);
      return delay >= 1_800 && delay <= 33_000;
    }),
  );
});

it("spreads looks by 10 % either way, and by nothing but chance", () => {
  fc.assert(
    fc.property(looks, fc.integer({ min: 0, max: 120 * minute }), random, (seen, elapsedMs, chance) => {
      const plain = delayToNextLook(seen, elapsedMs, middle);
      const delay = delayToNextLook(seen, elapsedMs, chance);
      expect(delay / plain).toBeCloseTo(0.9 + 0.2 * chance, 9);
    }),
  );
});

it("looks ever more seldom at an order that says nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 8_000, max: 60 * minute }), fc.nat(60 * minute), (elapsedMs, more) => {
      return delayToNextLook([], elapsedMs + more, middle) >= delayToNextLook([], elapsedMs, middle);
    }),
  );
});
