import type { HostCallError } from "../support/hostClient";
import { type HostRun, openHostRun } from "../support/hostRun";
import { storeDatabase } from "../support/hostStored";

let run: HostRun;
beforeAll(async () => {
  run = await openHostRun();
});
afterAll(() => run.close());
beforeEach(() => run.emulator.control.reset());

describe("a refresh, which knows outputs alone", () => {
  it("finds a database as it was left, with inputs that make no difference", async () => {
    const { id, outputs } = await storeDatabase(run, "same");
    const read = await run.client.read(id, outputs);
    expect(read).toMatchObject({ id, properties: { ...outputs, connectionUri: expect.any(String) } });
    expect(Object.keys(read.properties).sort()).toEqual(Object.keys(outputs).sort());
    expect(read.inputs).toEqual(await run.check("same"));
    expect(await run.client.diff(id, read.properties, read.inputs)).toMatchObject({ changes: "none" });
  });

  it("shows what was changed elsewhere, in outputs and inputs", async () => {
    const { id, outputs } = await storeDatabase(run, "drifted");
    run.emulator.control.editContract("423310", { nodeSize: "b4-8", trustedSourceList: ["8.8.8.8/32"] });
    const { properties, inputs } = await run.client.read(id, outputs);
    const drift = { nodeSize: "b4-8", trustedSources: ["8.8.8.8/32"], monthlyCost: "175.34 EUR" };
    expect(properties).toMatchObject(drift);
    expect(inputs).toMatchObject(drift);
    const program = await run.check("drifted", {}, inputs);
    expect(await run.client.diff(id, properties, program)).toMatchObject({
      changes: "unknown",
      replaces: [],
    });
  });

  it("says by a blank id that a cancelled database is gone", async () => {
    const { id, outputs } = await storeDatabase(run, "cancelled");
    run.emulator.control.cancelContract("423310");
    expect((await run.client.read(id, outputs)).id).toBe("");
  });

  it("never says so because of an error", async () => {
    const { id, outputs } = await storeDatabase(run, "unreadable");
    for (const status of [403, 404]) {
      const effect = { kind: "answer" as const, status, body: {} };
      run.emulator.control.addFault({ match: { path: "/contractEntityService" }, times: 5, effect });
      const error: HostCallError = await run.client.read(id, outputs).then(
        () => expect(status).toBe("an error"),
        (thrown) => thrown,
      );
      expect(error.message).toContain(`HTTP ${status}`);
      run.emulator.control.clearFaults();
    }
  });
});

describe("a deletion, which knows outputs alone", () => {
  it("cancels the database, returns when it is cancelled, and once more changes nothing", async () => {
    const { id, outputs } = await storeDatabase(run, "deleted");
    run.emulator.control.settings({ provisionMs: { Cancel: 500 } });
    await run.client.delete(id, outputs);
    expect(run.emulator.control.contracts()[0]?.status).toBe("CANCELLED");
    await run.client.delete(id, outputs);
    expect(run.booked()).toEqual(["Provision DONE", "Cancel DONE"]);
  });

  it("runs the text of the release that has stored it, beside that of another one", async () => {
    const { id, outputs } = await storeDatabase(run, "old");
    await run.client.delete(id, {
      ...outputs,
      __provider: `${outputs.__provider}// as an older release had it`,
    });
    expect(run.emulator.control.contracts()[0]?.status).toBe("CANCELLED");
    expect((await run.client.read(id, outputs)).id).toBe("");
  });

  it("leaves alone what a creation of the same process has", async () => {
    const { id, properties } = await run.create("adopted");
    await run.client.delete(id, properties);
    expect(run.emulator.control.contracts()[0]?.status).toBe("ACTIVE");
  });
});

describe("ManagedDatabase.get, which is a read with inputs alone", () => {
  it("reads a contract that somebody else manages, credentials included", async () => {
    const { outputs } = await storeDatabase(run, "elsewhere");
    const { __urn, __run, __provider } = run.declare("got");
    const got = await run.client.read("423310", { __urn, __run, __provider, __get: true });
    expect(got).toMatchObject({
      id: "423310",
      properties: {
        orderId: outputs.orderId,
        engine: "mariadb-10.11",
        host: outputs.host,
        username: expect.any(String),
        password: expect.stringMatching(/.{8}/),
        __get: true,
        __provider,
      },
    });
    expect(run.booked()).toEqual(["Provision DONE"]);
  });
});

describe("a change", () => {
  it("is ordered, waited for, and returned together with everything else", async () => {
    const { id, outputs } = await storeDatabase(run, "changed");
    const inputs = await run.check("changed", { storageGb: 100, readReplicas: 1 }, outputs);
    const { properties } = await run.client.update(id, outputs, inputs);
    const contract = run.emulator.control.contracts()[0];
    expect(contract?.database).toMatchObject({ storageGb: 100 });
    expect(properties).toEqual({
      ...outputs,
      ...inputs,
      password: expect.stringMatching(/.{8}/),
      username: expect.any(String),
      connectionUri: expect.stringMatching(/^mariadb:.*ssl=true/),
      readReplicaEndpoints: [expect.stringMatching(/:3306$/)],
    });
    expect(run.booked()).toEqual(["Provision DONE", "Change DONE"]);
  });
});

it("has kept to the service's documentation, and printed no stack", () => {
  run.emulator.expectConformance();
  expect(run.host.stderr()).not.toMatch(/^\s+at /m);
});
