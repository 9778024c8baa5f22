import { HostCallError as CallError, type HostCallError, type Properties } from "../support/hostClient";
import { type HostRun, openHostRun } from "../support/hostRun";

let run: HostRun;
const texts: string[] = [];
beforeAll(async () => {
  run = await openHostRun({ service: { provisionSeconds: 0 } });
});
afterAll(() => run.close());
beforeEach(() => {
  run.emulator.control.reset();
  texts.length = 0;
});

/** How a call fails, as far as the engine hears of it. */
async function failureOf(call: Promise<unknown>): Promise<HostCallError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallError)) throw new Error(`it did not fail as it should: ${error}`);
  texts.push(error.message, ...(error.kept?.reasons ?? []));
  return error;
}

/** Takes secrets and stacks for a failure of the test, wherever they show up. */
function expectClean() {
  const { clientSecret, password } = run.emulator.credentials;
  const all = [...texts, run.host.stderr(), run.host.stdout(), ...run.engine.lines.map(({ text }) => text)];
  for (const text of all) {
    expect(text).not.toContain(clientSecret);
    expect(text).not.toContain(password);
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
  }
}
afterEach(expectClean);

/** An answer of the service that repeats what nobody may see. */
const indiscreet = (status: number) => {
  const { clientSecret, password } = run.emulator.credentials;
  const message = `no: ${clientSecret} ${encodeURIComponent(password)}`;
  return { kind: "answer" as const, status, body: { error: { code: "broken", message } } };
};

describe("an order that could not be placed", () => {
  it("fails without an id, so that nothing is stored", async () => {
    run.emulator.control.addFault({ match: { orderType: "Provision" }, effect: indiscreet(400) });
    const { message, kept } = await failureOf(run.create("orders"));
    expect(message).toMatch(/HTTP 400.*broken/s);
    expect(message).toContain("[secret]");
    expect(kept).toBeUndefined();
    expect(run.booked()).toEqual([]);
  });
});

describe("an order that the vendor could not carry out", () => {
  it("fails without an id: the next up orders anew", async () => {
    run.emulator.control.failNextOrder("no capacity in CGN3");
    const { message, kept } = await failureOf(run.create("failing"));
    expect(message).toMatch(
      /^order [0-9a-f]{24} \(Provision\) failed: no capacity in CGN3\. It costs nothing/,
    );
    expect(kept).toBeUndefined();
    expect((await run.create("failing")).properties.orderStatus).toBe("DONE");
    expect(run.booked()).toEqual(["Provision failed", "Provision DONE"]);
  });
});

describe("an order that was placed and not finished", () => {
  const brief = { __timeouts: { create: "1s" } };
  const keep = async (name: string, change: Properties = brief) => {
    const inputs = await run.check(name, change);
    const { kept, message } = await failureOf(run.client.create(inputs));
    if (!kept) throw new Error(`nothing is kept: ${message}`);
    return { inputs, kept };
  };

  it("is kept with its id, the provider, everything that is known, and the way on as the reason", async () => {
    run.emulator.control.settings({ provisionMs: 3_600_000 });
    const { inputs, kept } = await keep("slow");
    const [order] = run.emulator.control.orders();
    expect(kept.id).toBe(order?.orderId);
    expect(kept.reasons).toEqual([
      expect.stringMatching(
        new RegExp(`^order ${kept.id} was not finished in time: .*in the state: run pulumi up to go on$`),
      ),
    ]);
    expect(kept.properties).toEqual({
      ...inputs,
      orderId: kept.id,
      orderStatus: expect.stringMatching(/^(new|processing)$/),
      contractNumber: null,
      contractName: null,
      contractStatus: null,
      billingProfileId: "046073",
      host: null,
      port: null,
      username: null,
      password: null,
      databaseName: null,
      connectionUri: null,
      readReplicaEndpoints: [],
    });
  });

  it("is resumed by update: it orders nothing more and returns all outputs", async () => {
    run.emulator.control.settings({ provisionMs: 2_000 });
    const { inputs, kept } = await keep("resumed");
    expect(await run.client.diff(kept.id, kept.properties, inputs)).toMatchObject({ changes: "some" });
    const { properties } = await run.client.update(kept.id, kept.properties, inputs);
    expect(properties).toEqual({
      ...inputs,
      ...kept.properties,
      orderStatus: "DONE",
      contractNumber: "423310",
      contractName: "mansvc101740",
      contractStatus: "ACTIVE",
      host: expect.any(String),
      port: 3306,
      username: expect.any(String),
      password: expect.any(String),
      databaseName: "",
      connectionUri: expect.any(String),
    });
    expect(run.booked()).toEqual(["Provision DONE"]);
  });

  it("is kept as it was by an update that comes no further", async () => {
    run.emulator.control.settings({ provisionMs: 3_600_000 });
    const { inputs, kept } = await keep("slower");
    run.emulator.control.addFault({ match: { path: /orders\/[0-9a-f]+$/ }, effect: indiscreet(403) });
    const again = (await failureOf(run.client.update(kept.id, kept.properties, inputs))).kept;
    expect(again).toEqual({
      ...kept,
      reasons: [expect.stringMatching(/HTTP 403.*run pulumi up to go on$/s)],
    });
  });

  it("is kept, with what is known by then, if the credentials cannot be read", async () => {
    run.emulator.control.addFault({ match: { path: /credentials$/ }, times: 99, effect: indiscreet(403) });
    const { kept } = await keep("locked", {});
    expect(kept.properties).toMatchObject({ orderStatus: "DONE", contractNumber: "423310", password: null });
    expect(kept.reasons[0]).toMatch(/HTTP 403.*\[secret\]/s);
  });
});

describe("a call that has nothing to keep", () => {
  it.each(["read", "delete"] as const)("fails in a %s without an id or a stack", async (name) => {
    const { id, properties } = await run.create(`gone-${name}`);
    const stored = { ...properties, contractNumber: "999999" };
    // A creation of this process is not deleted by it.
    const { message, kept } = await failureOf(run.client[name](name === "read" ? id : "1", stored));
    expect(message).toMatch(/are these the right credentials\? Nothing was changed/);
    expect(kept).toBeUndefined();
  });

  it("fails in a change of a database that was ready: the state stays as it was", async () => {
    const { id, properties } = await run.create("ready");
    run.emulator.control.addFault({ match: { orderType: "Change" }, effect: indiscreet(400) });
    const inputs = await run.check("ready", { storageGb: 100 }, properties);
    const { message, kept } = await failureOf(run.client.update(id, properties, inputs));
    expect(message).toContain("HTTP 400");
    expect(kept).toBeUndefined();
  });
});
