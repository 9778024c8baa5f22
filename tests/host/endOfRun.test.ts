import { HostCallError } from "../support/hostClient";
import { type HostRun, openRun, until, urnOf } from "../support/hostRun";
import { storeDatabase } from "../support/hostStored";

const slow = { service: { provisionSeconds: 3_600 } };
/** The aliases of the contracts without their hashes: `orders (shop/prod) =` is settled. */
const aliases = ({ emulator }: HostRun) =>
  emulator.control.contracts().map(({ contractAlias }) => contractAlias?.replace(/[0-9a-f]{20}$/, ""));

/** Starts a call; resolves as soon as it waits for an order, to a function that waits for its failure. */
async function start(run: HostRun, call: Promise<unknown>): Promise<() => Promise<HostCallError>> {
  const failure = call.then(
    () => new Error("it did not fail"),
    (error: unknown) => error,
  );
  const told = run.engine.row(urnOf("orders")).length;
  await until(() => run.engine.row(urnOf("orders")).length > told);
  return async () => {
    const error = await failure;
    if (!(error instanceof HostCallError)) throw error;
    return error;
  };
}

describe("one Ctrl-C, which ends the program and leaves the engine", () => {
  it("ends the waiting of create and update within two seconds, with all that the next up needs", async () => {
    const first = await openRun(slow);
    const creating = await start(first, first.create("orders"));
    const pressedAt = Date.now();
    first.monitor.end();
    const { kept } = await creating();
    expect(Date.now() - pressedAt).toBeLessThan(2_000);
    expect(kept).toMatchObject({
      id: first.emulator.control.orders()[0]?.orderId,
      properties: { orderStatus: expect.stringMatching(/new|processing/), __provider: expect.any(String) },
    });
    expect(kept?.reasons).toEqual([
      expect.stringMatching(
        /^order [0-9a-f]{24}: stopped waiting \(interrupted\), the order itself goes on\. .*: run pulumi up to go on$/,
      ),
    ]);
    expect(first.host.isRunning()).toBe(true);

    const second = await openRun({ emulator: first.emulator });
    const { id = "", properties = {} } = kept ?? {};
    const inputs = await second.check("orders", {}, properties);
    const updating = await start(second, second.client.update(id, properties, inputs));
    second.monitor.end();
    expect((await updating()).kept).toEqual(kept);
    expect(first.booked()).toHaveLength(1);
  });
});

describe("a CLI that was killed", () => {
  it("ends the waiting and then the host, which orders and settles nothing more; the next up goes on", async () => {
    const run = await openRun({ service: { provisionSeconds: 2 } });
    const inputs = await run.check("too late");
    await start(run, run.create("orders"));
    run.engine.end();
    run.monitor.end();
    await expect(run.client.create(inputs)).rejects.toMatchObject({ kept: undefined });
    const [end, next] = await Promise.all([run.host.exited, openRun({ emulator: run.emulator })]);
    expect(end).toEqual({ code: 1, signal: null });
    await until(() => aliases(run).length > 0);
    expect(aliases(run)).toEqual(["orders (shop/prod) ~"]);

    expect((await next.create("orders")).properties).toMatchObject({ orderStatus: "DONE" });
    expect(run.booked()).toEqual(["Provision DONE"]);
    expect(aliases(run)).toEqual(["orders (shop/prod) ="]);
  });
});

describe("a deletion", () => {
  it("goes on without a program, as a destroy has none, but not without the CLI", async () => {
    const run = await openRun();
    const first = await storeDatabase(run, "first");
    const second = await storeDatabase(run, "orders");
    run.emulator.control.settings({ provisionMs: { Cancel: 800 } });
    run.monitor.end();
    await run.client.delete(first.id, first.outputs);
    run.emulator.control.settings({ provisionMs: { Cancel: 60_000 } });
    const deleting = await start(run, run.client.delete(second.id, second.outputs));
    run.engine.end();
    expect((await deleting()).message).toContain("the Pulumi CLI is gone");
    expect(await run.host.exited).toEqual({ code: 1, signal: null });
    const statuses = run.emulator.control.contracts().map(({ status }) => status);
    expect(statuses).toEqual(["CANCELLED", "ACTIVE"]);
  });
});

describe("the engine's call to cancel, and then a signal", () => {
  it("is answered and ends nothing; the signal ends the host at once", async () => {
    const run = await openRun(slow);
    const creating = await start(run, run.create("orders"));
    await run.client.cancel();
    expect((await run.check("other")).monthlyCost).toBe("94.82 EUR");
    expect(run.host.isRunning()).toBe(true);
    run.host.signal("SIGINT");
    expect(await run.host.exited).toEqual({ code: null, signal: "SIGINT" });
    expect((await creating()).kept).toBeUndefined();
    expect(run.booked()).toHaveLength(1);
  });
});
