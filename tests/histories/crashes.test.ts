import type { World } from "../support/world";
import type { SuddenEnd } from "../support/worldProcess";
import { type Crash, type CrashHistory, forEachCrash, runCrashHistory } from "./crashes";
import { oneDatabase } from "./samples";

type Conditions = Omit<CrashHistory, "crashes">;

/** What many crashes came to. */
interface Sum {
  histories: number;
  refusals: number;
  unheld: number;
  mostOrders: number;
}

const order = async (world: World) => void (await world.up(oneDatabase()));
const mayGo = oneDatabase({ allowReplacement: true });
const fast = { provisionMs: 10_000 };

/** Runs a history and expects it to end well. */
async function runOne(conditions: Conditions, crashes: Crash[], sum: Sum) {
  const record = await runCrashHistory({ ...fast, ...conditions, crashes });
  const wrongs = record.wrongs.map((wrong) => `${JSON.stringify(crashes)}: ${wrong}`);
  expect(wrongs).toEqual([]);
  sum.histories++;
  sum.refusals += record.refusals;
  sum.unheld += record.unheld;
  sum.mostOrders = Math.max(sum.mostOrders, record.orders);
  return record;
}

/** Crashes a run at each of its requests; with `then`, also the run that follows at each of its own. */
async function crashEverywhere(conditions: Conditions, then?: readonly SuddenEnd[]): Promise<Sum> {
  const sum: Sum = { histories: 0, refusals: 0, unheld: 0, mostOrders: 0 };
  await forEachCrash(async (first) => {
    const record = await runOne(conditions, [first], sum);
    if (then && record.crashed)
      await forEachCrash((second) => runOne(conditions, [first, second], sum), then);
    return record;
  });
  return sum;
}

it("orders once, whatever request of a creation is the last, and whatever one of the next run", async () => {
  const sum = await crashEverywhere({ program: oneDatabase() }, ["hostDies"]);
  expect(sum).toMatchObject({ unheld: 0, mostOrders: 1 });
  expect(sum.histories).toBeGreaterThan(1_000);
  // Who dies between the alias and the state leaves a database that a person must take over.
  expect(sum.refusals).toBeGreaterThan(0);
}, 120_000);

it.each(["release", "namespace"] as const)(
  "has a way out by %s where a creation died between the alias and the state",
  async (wayOut) => {
    const sum = await crashEverywhere({ program: oneDatabase(), wayOut });
    expect(sum).toMatchObject({ unheld: 0, mostOrders: 2 });
  },
  60_000,
);

it.each<[string, Conditions]>([
  ["replacement by another region", { program: oneDatabase({ region: "DE-NORTH", allowReplacement: true }) }],
  ["forced replacement that is repeated", { program: mayGo, replace: ["orders"], repeatReplace: true }],
])(
  "orders twice and cancels once, whatever request of a %s is the last",
  async (_what, conditions) => {
    const sum = await crashEverywhere({ prepare: order, ...conditions });
    expect(sum).toMatchObject({ unheld: 0 });
    expect(sum.mostOrders).toBeLessThanOrEqual(conditions.replace ? 3 : 2);
  },
  60_000,
);

it("leaves of a forced replacement that is given up at most what leftovers finds", async () => {
  const sum = await crashEverywhere({ prepare: order, program: mayGo, replace: ["orders"] });
  expect(sum.mostOrders).toBe(2);
  expect(sum.unheld).toBeGreaterThan(0);
}, 60_000);

it.each<[string, Conditions]>([
  ["change", { program: oneDatabase({ storageGb: 100, nodeSize: "b4-8" }) }],
  ["removal", { program: {} }],
])(
  "ends well, whatever request of a %s is the last",
  async (_what, conditions) => {
    const sum = await crashEverywhere({ prepare: order, ...conditions });
    expect(sum).toMatchObject({ unheld: 0, mostOrders: 1, refusals: 0 });
  },
  60_000,
);
