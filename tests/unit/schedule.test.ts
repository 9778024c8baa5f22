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
    "moves: 0.7 of the rest that it predicts",
    [
      [8_000, 20],
      [10_000, 25],
    ],
    10_000,
    21_000,
  ],
  [
    "is almost there: at least 2 s",
    [
      [90_000, 98],
      [92_000, 99],
    ],
    92_000,
    2_000,
  ],
  [
    "has a long way to go: at most 30 s",
    [
      [60_000, 1],
      [90_000, 2],
    ],
    90_000,
    30_000,
  ],
  [
    "stands still in a young order",
    [
      [8_000, 20],
      [13_000, 20],
    ],
    13_000,
    5_000,
  ],
  [
    "stands still after five minutes",
    [
      [290_000, 20],
      [300_000, 20],
    ],
    300_000,
    12_000,
  ],
  [
    "stands still after an hour",
    [
      [3_590_000, 20],
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
    5_000,
  ],
  [
    "is at its end and the order is not",
    [
      [90_000, 99],
      [100_000, 100],
    ],
    100_000,
    5_000,
  ],
  ["was seen once", [[9_000, 40]], 10_000, 5_000],
  ["was never seen", [], 200_000, 8_000],
])("when progress %s", (_what, seen, elapsedMs, delay) => {
  const looks = seen.map(([at, progress]) => ({ elapsedMs: at, progress }));
  expect(delayToNextLook(looks, elapsedMs, middle)).toBeCloseTo(delay, 5);
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

it.each<[string, (share: number) => number, number, number]>([
  ["linear progress", (share) => Math.floor(share * 100), 18, 5_000],
  ["progress in quarters", (share) => Math.min(75, Math.floor(share * 4) * 25), 45, 15_000],
  ["no progress", () => 0, 60, 15_000],
])(
  "needs few looks at an order of five minutes with %s, and hears of its end soon",
  (_what, progressAt, most, late) => {
    const seen: Look[] = [];
    let elapsedMs = 0;
    while (elapsedMs < 5 * minute) {
      elapsedMs += delayToNextLook(seen, elapsedMs, middle);
      seen.push({ elapsedMs, progress: progressAt(elapsedMs / (5 * minute)) });
    }
    expect(seen.length).toBeLessThanOrEqual(most);
    expect(elapsedMs - 5 * minute).toBeLessThanOrEqual(late);
  },
);
