import { startValidatedEmulator } from "../support/emulator";
import { contracts, createHttpCaller, openDesk, orders, passwordForm, provision } from "./caller";

describe("over HTTP", () => {
  let emulator: Awaited<ReturnType<typeof startValidatedEmulator>>;
  beforeEach(async () => {
    emulator = await startValidatedEmulator();
  });
  afterEach(() => emulator.close());

  const control = async (method: string, path: string, body?: unknown) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${emulator.url}/_emulator${path}`, {
      method,
      ...(body !== undefined && { body: text }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };

  it("reads and changes settings while it runs", async () => {
    const { order } = createHttpCaller(emulator);
    expect((await order(provision)).body.order.status).toBe("DONE");
    const before = (await control("GET", "/settings")).body;
    const after = (await control("PUT", "/settings", { provisionMs: { Provision: 60_000 } })).body;
    expect(after).toEqual({ ...before, provisionMs: { Provision: 60_000, Change: 0, Cancel: 0 } });
    expect((await order({ ...provision, contractAlias: "2" })).body.order.status).toBe("new");
  });

  it("adds and clears faults", async () => {
    const rule = {
      match: { path: "/catalogEntityService" },
      times: 5,
      effect: { kind: "answer", status: 503 },
    };
    expect((await control("POST", "/faults", rule)).body).toEqual([{ ...rule, skip: 0 }]);
    const { call } = createHttpCaller(emulator);
    expect((await call("GET", "/catalogEntityService/products")).status).toBe(503);
    expect((await control("GET", "/faults")).body).toEqual([{ ...rule, skip: 0, times: 4 }]);
    await control("DELETE", "/faults");
    expect((await call("GET", "/catalogEntityService/products")).status).toBe(200);
  });

  it("fails the next order, cancels and changes contracts, revokes tokens and starts afresh", async () => {
    const { order, call, logIn } = createHttpCaller(emulator);
    await control("POST", "/failNextOrder", { reason: "no capacity", orderType: "Provision" });
    expect((await order(provision)).body.order).toMatchObject({ status: "failed", info: "no capacity" });
    await order(provision);
    const patch = { nodeSize: "b4-8", storageGb: 200, contractAlias: "theirs", readReplicas: 1 };
    await control("PATCH", "/contracts/423310", patch);
    expect((await call("GET", `${contracts}/423310`)).body.contract).toMatchObject({
      contractAlias: "theirs",
      database: { nodeSize: "b4-8", storageGb: 200, replicaList: [{ port: 3306 }] },
    });
    const cancelled = (await control("POST", "/contracts/423310/cancel")).body;
    expect(cancelled).toMatchObject({ contractNumber: "423310", status: "CANCELLED" });
    expect((await control("GET", "/contracts")).body).toEqual([cancelled]);
    expect((await control("GET", "/orders")).body).toHaveLength(2);
    await control("POST", "/revokeTokens");
    expect((await call("GET", `${contracts}/423310`)).status).toBe(401);
    await control("POST", "/reset");
    await logIn();
    expect((await call("GET", `${contracts}/423310`)).status).toBe(404);
    expect((await control("GET", "/orders")).body).toEqual([]);
    emulator.expectConformance();
  });

  it("shows and clears the journal, in which it leaves no trace itself", async () => {
    await createHttpCaller(emulator).order(provision);
    const { requests, orders: booked, contracts: bills } = (await control("GET", "/journal")).body;
    expect(requests.map((request: { path: string }) => request.path)).toEqual(["/auth/token", orders]);
    expect([booked.length, bills.length]).toEqual([1, 1]);
    await control("DELETE", "/journal");
    expect((await control("GET", "/journal")).body).toEqual({ requests: [], orders: [], contracts: [] });
  });

  it.each([
    ["GET", "/nothing", undefined, 404],
    ["PUT", "/settings", { speed: 9 }, 400],
    ["PUT", "/settings", { provisionMs: -1 }, 400],
    ["PUT", "/settings", { provisionMs: { Upgrade: 1 } }, 400],
    ["PUT", "/settings", "{", 400],
    ["POST", "/faults", {}, 400],
    ["POST", "/failNextOrder", {}, 400],
    ["POST", "/failNextOrder", { reason: "x", orderType: "Upgrade" }, 400],
    ["POST", "/contracts/1/cancel", undefined, 404],
    ["PATCH", "/contracts/1", {}, 404],
  ])("refuses %s %s %j with %i", async (method, path, body, status) => {
    const before = emulator.control.settings();
    const answer = await control(method, path, body);
    expect({ status: answer.status, message: typeof answer.body.error.message }).toEqual({
      status,
      message: "string",
    });
    expect(emulator.control.settings()).toEqual(before);
  });

  it("refuses a body that no order needs, and says why", async () => {
    const { call } = createHttpCaller(emulator);
    const answer = await call("POST", orders, {
      order: { ...provision, contractAlias: "x".repeat(1024 ** 2) },
    });
    expect(answer).toMatchObject({ status: 413, body: { error: { code: "too_large" } } });
  });

  it("says where the API is to whoever looks elsewhere", async () => {
    const response = await fetch(`${emulator.url}/other`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("/api");
  });
});

it("fails a running order whose contract a colleague cancels meanwhile, and bills the end once", async () => {
  const { order, pass, control } = openDesk();
  await order(provision);
  control.settings({ provisionMs: 60_000 });
  await order({ type: "Change", contractNumber: "423310", nodeSize: "b4-8" });
  control.cancelContract("423310");
  expect(() => control.cancelContract("423310")).toThrow("cancelled already");
  pass(60_000);
  expect(control.orders()[1]).toMatchObject({ status: "failed", info: expect.stringContaining("423310") });
  expect(control.journal().contracts).toMatchObject([
    { event: "activated" },
    { event: "cancelled", orderId: null },
  ]);
});

it("refuses to change what a contract does not have", async () => {
  const { order, control } = openDesk();
  await order(provision);
  const edit = { status: "CANCELLED" } as object;
  expect(() => control.editContract("423310", edit)).toThrow("status is not known");
});

it("records each request with its body and headers, but no credentials", async () => {
  const { order, call, control } = openDesk();
  const ids = {
    "x-message-id": "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c11",
    "x-transaction-id": "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c12",
  };
  await order(provision, ids);
  await call("GET", `${orders}/none`);
  const { requests, orders: ledger } = control.journal();
  expect(requests).toMatchObject([
    { method: "POST", path: "/auth/token", status: 200, body: { grant_type: "password", username: "demo" } },
    {
      method: "POST",
      path: orders,
      status: 200,
      messageId: ids["x-message-id"],
      transactionId: ids["x-transaction-id"],
      headers: { "x-transaction-caller": "test/1" },
      body: { order: provision },
      fault: null,
    },
    { method: "GET", path: `${orders}/none`, status: 404, body: null },
  ]);
  expect(ledger).toMatchObject([{ type: "Provision", contractAlias: "orders", body: provision }]);
  const text = JSON.stringify(requests);
  for (const secret of [passwordForm.password, passwordForm.client_secret, "Bearer"])
    expect(text).not.toContain(secret);
});

it("tells a listener each step of an order, as of its own time", async () => {
  const events: string[] = [];
  const { order, pass, advance, control } = openDesk({
    settings: { provisionMs: 100_000 },
    onEvent: ({ at, kind, order: o, contract }) =>
      void events.push([new Date(at).toISOString().slice(14, 19), o?.type, kind, contract?.status].join(" ")),
  });
  await order(provision);
  pass(3_600_000);
  advance();
  control.cancelContract("423310");
  expect(events).toEqual([
    "00:00 Provision booked ",
    "00:10 Provision processing ",
    "01:40 Provision done ACTIVE",
    "00:00  cancelled CANCELLED",
  ]);
});

it("draws the times of orders around the given one, alike for each seed", async () => {
  const drawTimes = async () => {
    const minutes: number[] = [];
    const { order, pass, advance } = openDesk({
      settings: { provisionMs: 60_000, spread: 0.5 },
      onEvent: ({ at, kind, order: o }) => {
        if (kind === "done") minutes.push((at - Date.parse(o?.orderDate ?? "")) / 60_000);
      },
    });
    for (let i = 0; i < 200; i++) await order({ ...provision, contractAlias: `orders-${i}` });
    pass(3_600_000);
    advance();
    return minutes;
  };
  const minutes = await drawTimes();
  const countBelow = (limit: number) => minutes.filter((time) => time < limit).length;
  // Half of them below the median, five of six below one sigma above it.
  expect(Math.abs(countBelow(1) - 100)).toBeLessThan(20);
  expect(Math.abs(countBelow(Math.exp(0.5)) - 168)).toBeLessThan(15);
  expect(await drawTimes()).toEqual(minutes);
});
