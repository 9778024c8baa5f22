import type { Properties } from "../support/hostClient";
import { type HostRun, openHostRun, until, urnOf } from "../support/hostRun";

let run: HostRun;
beforeAll(async () => {
  run = await openHostRun();
});
afterAll(() => run.close());

const failuresOf = async (change: Properties, olds: Properties = {}) =>
  (await run.client.check(olds, run.declare("wrong", change))).failures;

it("adds price, defaults and reference, writes addresses in one way, and takes out what only passes through", async () => {
  const declared = run.declare("orders", { __import: "423310", __timeouts: { create: "90m" }, __get: true });
  const { inputs, failures } = await run.client.check({}, declared);
  expect(failures).toEqual([]);
  expect(inputs).toEqual({
    engine: "mariadb-10.11",
    nodeSize: "b2-4",
    storageGb: 50,
    trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
    region: "DE-WEST",
    billingProfile: "046073",
    readReplicas: 0,
    allowReplacement: false,
    monthlyCost: "94.82 EUR",
    __urn: urnOf("orders"),
    __reference: { readable: "orders (shop/prod)", hash: expect.stringMatching(/^[0-9a-f]{20}$/) },
    __timeouts: { create: "90m" },
    __provider: declared.__provider,
  });
});

it("keeps a database's reference: for the second check of a replacement, and under another name", async () => {
  const { __reference } = await run.check("kept");
  expect((await run.check("kept", { engine: "mariadb-11.4" })).__reference).toEqual(__reference);
  const olds = { ...(await run.check("kept")), __urn: urnOf("kept") };
  expect((await run.check("renamed", {}, olds)).__reference).toEqual(__reference);
  expect((await run.check("other")).__reference).not.toEqual(__reference);
});

it.each<[string, Properties, string, RegExp]>([
  ["engine", { engine: "mariadb-10.12" }, "engine", /did you mean "mariadb-10\.11"\?/],
  ["address", { trustedSources: ["8.8.8.8", "10.1.2.3"] }, "trustedSources[1]", /10\.1\.2\.3.*private/],
  ["profile", { billingProfile: 46073 }, "billingProfile", /write an id in quotes/],
  ["storage", { storageGb: 60 }, "storageGb", /60 cannot be ordered: .*such as 100/],
  ["name", { nodesize: "b2-4" }, "nodesize", /did you mean "nodeSize"/],
  ["new profile", { billingProfile: { company: "" } }, "billingProfile.company", /./],
])("names property and reason of a wrong %s", async (_what, change, property, reason) => {
  expect(await failuresOf(change)).toContainEqual({ property, reason: expect.stringMatching(reason) });
});

it("names everything that is wrong at once", async () => {
  const failures = await failuresOf({ engine: null, region: "DE-EAST", storageGb: 7 });
  expect(failures.map(({ property }) => property)).toEqual(["engine", "storageGb", "region"]);
});

it("shows nothing of a wrong value that is a secret, not even by its property", async () => {
  const wrong = { trustedSources: ["192.168.47.11"], __secrets: ["trustedSources"] };
  const failures = await failuresOf(wrong);
  expect(failures).toEqual([
    { property: "", reason: expect.stringMatching(/^trustedSources\[0\] \(a secret\)/) },
  ]);
  expect(JSON.stringify(failures)).not.toContain("47.11");
});

it("refuses in preview what would destroy the data, unless the program allows it", async () => {
  const olds = await run.check("wrong");
  expect(await failuresOf({ storageGb: 50, region: "DE-NORTH" }, olds)).toEqual([
    {
      property: "region",
      reason: expect.stringMatching(/"DE-WEST" to "DE-NORTH".*destroyed.*allowReplacement: true/s),
    },
  ]);
  expect(await failuresOf({ region: "DE-NORTH", allowReplacement: true }, olds)).toEqual([]);
});

it("warns in Diagnostics, at the resource, once a run", async () => {
  const wide = { trustedSources: ["8.0.0.0/9"] };
  await run.check("wide", wide);
  await run.check("wide", wide);
  await run.check("wider", { trustedSources: ["8.0.0.0/8"] });
  await until(() => run.engine.warnings(urnOf("wider")).length > 0);
  expect(run.engine.lines.filter(({ urn }) => urn === urnOf("wide"))).toEqual([
    {
      urn: urnOf("wide"),
      text: expect.stringMatching(/^trustedSources\[0\]: /),
      severity: "warning",
      ephemeral: false,
    },
  ]);
});

it("says of an import that nothing is ordered", async () => {
  await run.check("imported", { __import: "423310" });
  await until(() => run.engine.warnings(urnOf("imported")).length > 0);
  expect(run.engine.warnings(urnOf("imported"))).toEqual([
    "contract 423310 is taken over (option import), unless the state holds it already: nothing is ordered",
  ]);
});

it("has sent nothing, asked nothing and printed nothing for all this", () => {
  expect(run.emulator.control.journal().requests).toEqual([]);
  expect(run.monitor.invokes).toEqual([]);
  expect(run.host.stderr()).toBe("");
  expect(run.host.stdout()).toMatch(/^\d+\n$/);
});
