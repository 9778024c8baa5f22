import { createWorld, type World } from "../support/world";
import { findWrongs, letAllLand } from "../support/worldJudge";
import { runUntilDone } from "../support/worldPerson";
import type { Program } from "../support/worldState";
import { oneDatabase, smallDatabase } from "./samples";

const minute = 60_000;
const slow = { provisionMs: 5 * minute };

async function expectAllWell(world: World, program: Program): Promise<void> {
  await letAllLand(world);
  expect(findWrongs(world, program)).toEqual([]);
}

it("orders, changes, replaces and cancels a database, with one order for each", async () => {
  const world = createWorld({ settings: slow });
  expect(await world.up(oneDatabase())).toMatchObject({ end: "done", failures: [] });
  await expectAllWell(world, oneDatabase());
  expect((await world.up(oneDatabase({ storageGb: 100 }))).end).toBe("done");
  expect(await world.up(oneDatabase({ storageGb: 50 }))).toMatchObject({ end: "failed" });
  const smaller = oneDatabase({ storageGb: 50, allowReplacement: true });
  expect(await world.up(smaller)).toMatchObject({ end: "done", failures: [] });
  await expectAllWell(world, smaller);
  expect((await world.up({})).end).toBe("done");
  expect(world.ledger.live()).toEqual([]);
  expect(world.service.state.journal.orders.map(({ type }) => type)).toEqual([
    "Provision",
    "Change",
    "Provision",
    "Cancel",
    "Cancel",
  ]);
});

it("keeps a database that gets another name by an alias", async () => {
  const world = createWorld({ settings: slow });
  await world.up(oneDatabase());
  const renamed = { sales: { inputs: smallDatabase, formerName: "orders" } };
  expect((await world.up(renamed)).end).toBe("done");
  await expectAllWell(world, renamed);
  expect(world.ledger.provisions()).toHaveLength(1);
});

it("goes on with the order of a process that died", async () => {
  const world = createWorld({ settings: slow });
  const person = await runUntilDone(world, oneDatabase(), {
    runs: [{ fates: ({ orderType }) => (orderType ? { end: "hostDies" } : undefined) }],
  });
  expect(person).toMatchObject({ done: true, runs: 2, refusals: [], helpless: [] });
  await expectAllWell(world, oneDatabase());
  expect(world.ledger.provisions()).toHaveLength(1);
});
