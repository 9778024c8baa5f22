import { getEventListeners } from "node:events";
import fc from "fast-check";
import { createTicks } from "../../provider/orders/ticks";
import { createVirtualClock } from "../support/virtualClock";

/** An alarm clock that stands at 0, and who was woken by it when. */
function open() {
  const clock = createVirtualClock(0);
  const ticks = createTicks(clock);
  const wakings: { name: string; at: number }[] = [];
  const sleep = async (name: string, ms: number, signal?: AbortSignal) => {
    await ticks.next(ms, signal);
    wakings.push({ name, at: clock.now() });
  };
  return { clock, sleep, wakings, postpone: ticks.postpone };
}

/** All that can go on without time passing has gone on. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

it("wakes all when the first of them is due", async () => {
  const { sleep, wakings } = open();
  await Promise.all([sleep("late", 60_000), sleep("first", 5_000), sleep("middle", 9_000)]);
  expect(wakings.map(({ at }) => at)).toEqual([5_000, 5_000, 5_000]);
});

it("comes earlier for somebody who comes later and is due earlier", async () => {
  const { clock, sleep, wakings } = open();
  const all = [sleep("patient", 30_000)];
  clock.pass(1_000);
  all.push(sleep("hasty", 4_000));
  await Promise.all(all);
  expect(wakings.map(({ at }) => at)).toEqual([5_000, 5_000]);
});

it("lets two seconds lie between two ticks, however early somebody is due", async () => {
  const { clock, sleep } = open();
  const times: number[] = [];
  for (const _ of Array.from({ length: 5 })) {
    await sleep("hasty", 1);
    times.push(clock.now());
  }
  expect(times).toEqual([1, 2_001, 4_001, 6_001, 8_001]);
});

it("lets up to three seconds lie between two ticks of many orders", async () => {
  const gapOf = async (count: number) => {
    const { clock, sleep } = open();
    const all = () => Promise.all(Array.from({ length: count }, () => sleep("one", 1)));
    await all();
    const before = clock.now();
    await all();
    return clock.now() - before;
  };
  expect([await gapOf(33), await gapOf(40), await gapOf(50), await gapOf(500)]).toEqual([
    2_000, 2_400, 3_000, 3_000,
  ]);
});

it("wakes nobody before the service can be asked again", async () => {
  const { sleep, wakings, postpone } = open();
  const sleeping = sleep("one", 5_000);
  postpone(20_000);
  postpone(10_000);
  await sleeping;
  expect(wakings).toEqual([{ name: "one", at: 20_000 }]);
});

it("does not hold anybody up for a pause that is over", async () => {
  const { sleep, wakings, postpone } = open();
  postpone(1_000);
  await sleep("one", 5_000);
  expect(wakings).toEqual([{ name: "one", at: 5_000 }]);
});

it("frees who is interrupted at once, in a pause of the service, too, and nobody else", async () => {
  const { clock, sleep, wakings, postpone } = open();
  const ending = new AbortController();
  const all = [sleep("interrupted", 5_000, ending.signal), sleep("other", 60_000)];
  postpone(40_000);
  ending.abort();
  await settle();
  expect([wakings, clock.now()]).toEqual([[{ name: "interrupted", at: 0 }], 0]);
  await Promise.all(all);
  expect(wakings[1]).toEqual({ name: "other", at: 60_000 });
});

it("lets nobody sleep who was interrupted before", async () => {
  const { clock, sleep } = open();
  await sleep("interrupted", 5_000, AbortSignal.abort());
  expect(clock.now()).toBe(0);
});

it("leaves no listener behind, neither of who was woken nor of who was interrupted", async () => {
  const { sleep } = open();
  const ending = new AbortController();
  const count = () => getEventListeners(ending.signal, "abort").length;
  await Promise.all([sleep("a", 10, ending.signal), sleep("b", 20, ending.signal)]);
  expect(count()).toBe(0);
  const asleep = [sleep("a", 10, ending.signal), sleep("b", 20, ending.signal)];
  expect(count()).toBe(2);
  ending.abort();
  await Promise.all(asleep);
  expect(count()).toBe(0);
});

const minute = 60_000;
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("sleep" as const), ms: fc.nat({ max: minute }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("interrupt" as const), who: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("postpone" as const), ms: fc.nat({ max: minute }) }),
  },
);
const history = fc.array(fc.record({ afterMs: fc.nat({ max: 10_000 }), event }), { maxLength: 60 });

interface Guest {
  due: number;
  interruptedAt: number | undefined;
  ending: AbortController;
  /** Every time it was woken. */
  woken: number[];
}

it("wakes everybody once and in time, and seldom, whatever comes together", async () => {
  const property = fc.asyncProperty(history, async (steps) => {
    const { clock, sleep, postpone } = open();
    const guests: Guest[] = [];
    const asleep: Promise<void>[] = [];
    let pauseUntil = 0;
    for (const { afterMs, event } of steps) {
      await clock.sleep(afterMs);
      const now = clock.now();
      if (event.kind === "sleep") {
        const ending = new AbortController();
        const guest: Guest = { due: now + event.ms, interruptedAt: undefined, ending, woken: [] };
        guests.push(guest);
        asleep.push(sleep("", event.ms, ending.signal).then(() => void guest.woken.push(clock.now())));
      } else if (event.kind === "interrupt") {
        const guest = guests[event.who % Math.max(1, guests.length)];
        if (guest?.woken.length === 0) guest.interruptedAt ??= now;
        guest?.ending.abort();
      } else {
        pauseUntil = Math.max(pauseUntil, now + event.ms);
        postpone(event.ms);
      }
    }
    await Promise.all(asleep);
    expectGoodNight(guests, pauseUntil);
  });
  await fc.assert(property, { numRuns: 300 });
});

function expectGoodNight(guests: readonly Guest[], pauseUntil: number): void {
  for (const { woken, due, interruptedAt } of guests) {
    expect(woken).toHaveLength(1);
    if (interruptedAt !== undefined) expect(woken[0]).toBeLessThanOrEqual(interruptedAt);
    // The largest gap between two ticks is 3 s.
    else expect(woken[0]).toBeLessThanOrEqual(Math.max(due, pauseUntil) + 3_000);
  }
  const ticks = guests
    .filter(({ interruptedAt }) => interruptedAt === undefined)
    .flatMap(({ woken }) => woken);
  const times = [...new Set(ticks)].sort((a, b) => a - b);
  for (const [index, at] of times.entries())
    if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(2_000);
}
