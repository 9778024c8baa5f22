import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorOptions, startEmulator } from "../../emulator/index";
import { contracts, createHttpCaller, orders, provision } from "./caller";

let folder: string;
let stateFile: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-"));
  stateFile = join(folder, "state.json");
  now = Date.parse("2026-11-23T12:00:00Z");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (options: EmulatorOptions = {}) =>
  startEmulator({ stateFile, clock: { now: () => now }, ...options });

it("loses nothing by a restart: orders go on, and ids, tokens, settings, faults and journal are still there", async () => {
  const first = await start({ provisionSeconds: 60 });
  const caller = createHttpCaller(first);
  const done = (await caller.order(provision)).body.order.orderId;
  now += 60_000;
  const path = `${contracts}/423310`;
  const before = [await caller.call("GET", path), await caller.call("GET", `${path}/credentials`)];
  const running = (await caller.order({ ...provision, contractAlias: "second" })).body.order.orderId;
  first.control.settings({ searchLagMs: 7, statusWords: { processing: "busy" } });
  first.control.failNextOrder("next");
  first.control.addFault({ match: { path: "/auth/token" }, effect: { kind: "html" } });
  const { journal, settings, faults } = first.control;
  const kept = [journal(), settings(), faults()];
  await first.close();

  now += 30_000;
  const second = await start();
  try {
    expect([second.control.journal(), second.control.settings(), second.control.faults()]).toEqual(kept);
    expect(second.control.orders()).toMatchObject([
      { orderId: done, status: "DONE" },
      { orderId: running, status: "busy", progress: 50 },
    ]);
    now += 30_000;
    const { control } = second;
    control.clearFaults();
    const again = createHttpCaller(second, caller.token());
    const after = [await again.call("GET", path), await again.call("GET", `${path}/credentials`)];
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
    const placed = (await again.order({ ...provision, contractAlias: "third" })).body.order;
    expect([done, running]).not.toContain(placed.orderId);
    now += 60_000;
    expect(control.orders()[2]).toMatchObject({ status: "failed", info: "next" });
    expect(control.contracts().map(({ contractNumber }) => contractNumber)).toEqual(["423310", "423311"]);
  } finally {
    await second.close();
  }
});

it("has an order in the file before it is acknowledged, however many come at once", async () => {
  const emulator = await start({ provisionSeconds: 60 });
  try {
    const { order, logIn } = createHttpCaller(emulator);
    await logIn();
    const place = async (n: number) => {
      const { orderId } = (await order({ ...provision, contractAlias: `${n}` })).body.order;
      const kept = JSON.parse(readFileSync(stateFile, "utf8"));
      return kept.orders.some((stored: { orderId: string }) => stored.orderId === orderId);
    };
    const found = await Promise.all(Array.from({ length: 40 }, (_, n) => place(n)));
    expect(found).toEqual(found.map(() => true));
    expect(readdirSync(folder)).toEqual(["state.json"]);
  } finally {
    await emulator.close();
  }
});

it("does not acknowledge an order that cannot be kept", async () => {
  const emulator = await start();
  const log = jest.spyOn(console, "error").mockImplementation(() => {});
  try {
    const { order, logIn } = createHttpCaller(emulator);
    await logIn();
    rmSync(folder, { recursive: true });
    await expect(order(provision)).rejects.toThrow("fetch failed");
    expect(log).toHaveBeenCalled();
  } finally {
    await emulator.close().catch(() => {});
    log.mockRestore();
  }
});

it("keeps what somebody did from outside, and what happened while nobody asked", async () => {
  const emulator = await start({ provisionSeconds: 60 });
  try {
    const { orderId } = (await createHttpCaller(emulator).order(provision)).body.order;
    now += 60_000;
    const read = () => JSON.parse(readFileSync(stateFile, "utf8"));
    const deadline = Date.now() + 5_000;
    while (read().contracts.length === 0 && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 20));
    expect(read().contracts).toMatchObject([{ orderId, status: "ACTIVE" }]);
    await fetch(`${emulator.url}/_emulator/contracts/423310/cancel`, { method: "POST" });
    expect(read().contracts).toMatchObject([{ status: "CANCELLED" }]);
  } finally {
    await emulator.close();
  }
});

it.each([
  ["{", "cannot be read"],
  ["{}", "is not one of this emulator"],
])("refuses to start on the file %j, and leaves it alone", async (text, message) => {
  writeFileSync(stateFile, text);
  await expect(start()).rejects.toThrow(message);
  expect(readFileSync(stateFile, "utf8")).toBe(text);
});

it("keeps nothing without a file", async () => {
  const emulator = await startEmulator();
  await createHttpCaller(emulator).call("POST", `${orders}/search`, { orderSearchList: [] });
  await emulator.close();
  expect(readdirSync(folder)).toEqual([]);
});
