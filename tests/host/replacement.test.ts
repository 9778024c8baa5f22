import { setTimeout as sleep } from "node:timers/promises";
import { createHttpCaller, provision } from "../emulator/caller";
import type { Properties } from "../support/hostClient";
import { type HostRun, openHostRun, resourceType, until, urnOf } from "../support/hostRun";

let run: HostRun;
beforeAll(async () => {
  run = await openHostRun();
});
afterAll(() => run.close());
beforeEach(() => {
  run.emulator.control.reset();
  run.monitor.held = {};
});

const holdAs = (urn: string, outputs: Properties) => {
  run.monitor.held = {
    "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod": { type: "pulumi:pulumi:Stack", outputs: {} },
    [urn]: { type: resourceType, outputs },
  };
};
const aliases = () => run.emulator.control.contracts().map(({ contractAlias }) => contractAlias);

it("refuses a forced replacement: the state holds the match, and the program allows none", async () => {
  const { properties } = await run.create("forced");
  holdAs(urnOf("forced"), properties);
  await expect(run.create("forced")).rejects.toMatchObject({
    message: expect.stringMatching(
      /^nothing was ordered: this database would be replaced.*Write allowReplacement: true.*contract 423310 \(ACTIVE\)/s,
    ),
    kept: undefined,
  });
  expect(run.booked()).toHaveLength(1);
  expect(run.monitor.invokes.at(-1)).toEqual({
    token: "pulumi:pulumi:readStackResourceOutputs",
    args: { stackName: "acme/shop/prod" },
  });
});

it("orders anew where the program allows it, and condemns the predecessor", async () => {
  const first = await run.create("allowed");
  holdAs(urnOf("allowed"), first.properties);
  const second = await run.create("allowed", { allowReplacement: true });
  expect(second.id).not.toBe(first.id);
  const { hash } = first.properties.__reference as { hash: string };
  expect(second.properties.__reference).toEqual(first.properties.__reference);
  expect(aliases()).toEqual([`allowed (shop/prod) -${hash}`, `allowed (shop/prod) =${hash}`]);
});

it("knows its own database though the program made its outputs secrets", async () => {
  const { properties } = await run.create("hidden");
  const value = properties.orderId;
  const orderId = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
  holdAs(urnOf("hidden"), { ...properties, orderId });
  await expect(run.create("hidden")).rejects.toThrow("this database would be replaced");
});

it("orders beside a database that the state holds under another name", async () => {
  const { properties } = await run.create("before");
  holdAs(urnOf("after"), properties);
  expect((await run.create("before")).id).not.toBe(properties.orderId);
  expect(run.booked()).toEqual(["Provision DONE", "Provision DONE"]);
  expect(aliases().filter((alias) => alias?.includes("-"))).toEqual([]);
});

it("refuses beside a finished database that the state does not hold", async () => {
  await run.create("lost");
  await expect(run.create("lost")).rejects.toThrow(
    /this stack's state does not hold it.*import: "<number of the contract>"/,
  );
  expect(run.booked()).toHaveLength(1);
});

it("refuses if the state cannot be asked", async () => {
  await run.create("unasked");
  run.monitor.held = undefined;
  await expect(run.create("unasked")).rejects.toThrow(/the engine could not be asked/);
  expect(run.booked()).toHaveLength(1);
});

it("goes on with what an interrupted run ordered, and says so", async () => {
  const inputs = await run.check("interrupted");
  const { id } = await run.client.create(inputs);
  const { hash } = inputs.__reference as { hash: string };
  run.emulator.control.editContract("423310", { contractAlias: `interrupted (shop/prod) ~${hash}` });
  expect((await run.client.create(inputs)).id).toBe(id);
  expect(run.booked()).toHaveLength(1);
  expect(aliases()).toEqual([`interrupted (shop/prod) =${hash}`]);
  const { warnings } = run.engine;
  await until(() => warnings(urnOf("interrupted")).length > 0);
  expect(warnings(urnOf("interrupted"))).toEqual([
    expect.stringMatching(
      new RegExp(`^going on with what an interrupted run ordered: order ${id} of 20\\d\\d-`),
    ),
  ]);
});

it("keeps the older of two orders that interrupted runs have placed, and cancels the other", async () => {
  const inputs = await run.check("twice");
  const { readable, hash } = inputs.__reference as Record<string, string>;
  const { order } = createHttpCaller(run.emulator);
  const body = {
    ...provision,
    version: "10.11",
    trustedSourceList: inputs.trustedSources,
    contractAlias: `${readable} ~${hash}`,
  };
  const first = await order(body);
  // The service tells time in seconds.
  await sleep(1_100);
  const second = await order(body);
  expect((await run.client.create(inputs)).id).toBe(first.body.order.orderId);
  const left = run.emulator.control.contracts().map(({ orderId, status }) => [orderId, status]);
  expect(left).toEqual([
    [first.body.order.orderId, "ACTIVE"],
    [second.body.order.orderId, "CANCELLED"],
  ]);
});

it("takes over a contract by the option import, and orders nothing", async () => {
  const { id } = await run.create("portal");
  run.emulator.control.editContract("423310", { contractAlias: "from the portal" });
  const taken = await run.create("imported", { __import: "423310", storageGb: 100 });
  expect(taken).toMatchObject({ id, properties: { contractNumber: "423310", storageGb: 50 } });
  expect(taken.properties).not.toHaveProperty("__import");
  expect(run.booked()).toHaveLength(1);
});
