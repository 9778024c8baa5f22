import type { Properties } from "../support/hostClient";
import { type HostRun, openHostRun, until, urnOf } from "../support/hostRun";

let run: HostRun;
let olds: Properties;
beforeAll(async () => {
  run = await openHostRun();
  olds = await run.check("orders");
});
afterAll(() => run.close());

const ready = { orderStatus: "DONE", password: "secret", contractNumber: "423310" };
/** What the engine hears of a change of the program, beside what it stored. */
const diff = async (change: Properties, stored: Properties = {}) => {
  const news = await run.check("orders", { allowReplacement: true, ...change }, olds);
  return run.client.diff("1", { ...olds, allowReplacement: true, ...ready, ...stored }, news);
};
const differs = { changes: "unknown", replaces: [], deleteBeforeReplace: false };

it.each<[string, Properties]>([
  ["at all", {}],
  [
    "but the order and spelling of addresses",
    { trustedSources: ["222.222.222.128/28", "123.123.123.123/32"] },
  ],
  ["but the default that is written out", { readReplicas: 0 }],
  ["but the option customTimeouts", { __timeouts: { create: "2h" } }],
])("finds no difference where nothing differs %s", async (_what, change) => {
  expect(await diff(change)).toEqual({ changes: "none", replaces: [], deleteBeforeReplace: false });
});

it.each<[string, Properties]>([
  ["node size", { nodeSize: "b4-8" }],
  ["storage that grows", { storageGb: 100 }],
  ["addresses", { trustedSources: ["123.123.123.123"] }],
  ["billing profile", { billingProfile: "046074" }],
  ["replicas", { engine: "mariadb-10.11", readReplicas: 1 }],
  ["permission", { allowReplacement: false }],
])("leaves it to the engine to show a difference in %s", async (_what, change) => {
  expect(await diff(change)).toEqual(differs);
});

it.each<[string, Properties, string[]]>([
  ["engine", { engine: "mysql-8.4" }, ["engine"]],
  ["region", { region: "DE-NORTH" }, ["region"]],
  ["engine and region", { engine: "mysql-8.4", region: "DE-NORTH" }, ["engine", "region"]],
])("replaces for another %s, the new one first", async (_what, change, replaces) => {
  expect(await diff(change)).toEqual({ ...differs, replaces });
});

it("warns that a replacement destroys the data", async () => {
  await diff({ region: "DE-NORTH" });
  await until(() => run.engine.lines.length > 0);
  expect(run.engine.warnings(urnOf("orders"))).toContainEqual(
    expect.stringMatching(/a change of region replaces .*contract 423310 .*ITS DATA IS DESTROYED/),
  );
});

it("warns that an import has no effect where the state holds another contract", async () => {
  await diff({ __import: "423999" });
  await until(() => run.engine.warnings(urnOf("orders")).some((text) => text.includes("423999")));
  expect(run.engine.warnings(urnOf("orders"))).toContainEqual(
    expect.stringMatching(/import names contract 423999, but the state holds contract 423310: .* no effect/),
  );
});

it("replaces nothing unasked, whatever the state says: the update that follows refuses", async () => {
  const news = await run.check("orders");
  const stored = { ...olds, ...ready, region: "DE-NORTH" };
  expect(await run.client.diff("1", stored, news)).toEqual({ ...differs, changes: "some" });
  const refused = run.client.update("1", stored, news);
  await expect(refused).rejects.toThrow(/^region: .*allowReplacement: true$/m);
});

it("replaces an order that failed, without permission: it costs nothing and holds no data", async () => {
  const failed = { orderStatus: "failed", password: null, contractNumber: null };
  expect(await diff({ allowReplacement: false }, failed)).toEqual({
    changes: "some",
    replaces: ["orderStatus"],
    deleteBeforeReplace: false,
  });
});

it.each<[string, Properties]>([
  ["an order that still runs", { orderStatus: "processing", password: null }],
  ["a database without its credentials", { password: null }],
  ["a surplus order to cancel", { __twins: ["7deb3cc0b4e5f3a65901ab84"] }],
])("has work to do for %s, though the program did not change", async (_what, stored) => {
  expect(await diff({}, stored)).toEqual({ ...differs, changes: "some" });
});

it("has sent nothing and printed no stack for all this", () => {
  expect(run.emulator.control.journal().requests).toEqual([]);
  expect(run.host.stderr()).not.toMatch(/^\s+at /m);
});
