import { randomUUID } from "node:crypto";
import { contracts, openDesk, orders, provision } from "./caller";

const minutes = 60_000;
const settings = { provisionMs: 5 * minutes };
const change = { type: "Change", contractNumber: "423310", nodeSize: "b4-8" };
const cancel = { type: "Cancel", contractNumber: "423310" };
const path = `${contracts}/423310`;

/** A desk with one active contract, 423310. */
async function openWithContract(options: Parameters<typeof openDesk>[0] = { settings }) {
  const desk = openDesk(options);
  const { orderId } = (await desk.order(provision)).body.order;
  desk.pass(5 * minutes);
  return { ...desk, orderId };
}

it.each([
  ["linear", [0, 0, 20, 50, 99, 100]],
  ["steps", [0, 0, 0, 50, 75, 100]],
  ["none", [0, 0, 0, 0, 0, 100]],
] as const)("moves from new over processing to DONE, with %s progress", async (progress, percent) => {
  const { order, call, pass } = openDesk({ settings: { ...settings, progress } });
  const { orderId } = (await order(provision)).body.order;
  const seen: unknown[] = [];
  for (const ms of [0, 29_999, 30_001, 90_000, 149_999, 1]) {
    pass(ms);
    const view = (await call("GET", `${orders}/${orderId}`)).body.order;
    seen.push([view.status, view.progress, view.contractNumber]);
  }
  expect(seen.map((row) => (row as unknown[])[1])).toEqual(percent);
  expect(seen.map((row) => (row as unknown[])[0])).toEqual([
    "new",
    "new",
    "processing",
    "processing",
    "processing",
    "DONE",
  ]);
  expect(seen.map((row) => (row as unknown[])[2])).toEqual([
    null,
    null,
    "423310",
    "423310",
    "423310",
    "423310",
  ]);
});

it("spells the status as it is told to, also in words of its own", async () => {
  const { order, control } = openDesk({ settings });
  await order(provision);
  expect(control.settings({ statusWords: { new: "waiting for stock" } }).statusWords.DONE).toBe("DONE");
  expect(control.orders()[0]?.status).toBe("waiting for stock");
});

it("names the contract only at DONE if it is told to", async () => {
  const { order, control, pass } = openDesk({ settings: { ...settings, contractNumberFrom: "DONE" } });
  await order(provision);
  pass(4 * minutes);
  expect(control.orders()[0]).toMatchObject({ status: "processing", contractNumber: null });
  pass(1 * minutes);
  expect(control.orders()[0]).toMatchObject({ status: "DONE", contractNumber: "423310" });
});

it("allows one open order per contract, and names the one in the way", async () => {
  const { order, pass, control, expectConformance } = await openWithContract();
  const { orderId } = (await order(change)).body.order;
  for (const second of [change, cancel]) {
    expect(await order(second)).toMatchObject({
      status: 409,
      body: { error: { code: "order_in_progress", orderId } },
    });
  }
  expect(control.journal().orders).toHaveLength(2);
  pass(5 * minutes);
  expect((await order(cancel)).status).toBe(200);
  expectConformance();
});

it("answers 404 for a contract and its credentials for a while after DONE", async () => {
  const notFoundMs = 1 * minutes;
  const { order, call, pass, expectConformance } = await openWithContract({
    settings: { ...settings, notFoundMs },
  });
  const search = { contractSearchList: [{ contractNumberList: ["423310"] }] };
  const look = async () => [
    (await call("GET", path)).status,
    (await call("GET", `${path}/credentials`)).status,
    (await call("PUT", path, { contract: { contractAlias: "x" } })).status,
    (await call("POST", `${contracts}/search`, search)).body.resultSetProperties.total,
  ];
  expect(await look()).toEqual([404, 404, 404, 0]);
  expect((await order(change)).status).toBe(404);
  pass(1 * minutes);
  expect(await look()).toEqual([200, 200, 200, 1]);
  expectConformance();
});

it("makes no contract and no bill of a Provision order that failed, and says why", async () => {
  const { order, call, pass, control, expectConformance } = openDesk({ settings });
  control.failNextOrder("no capacity");
  const { orderId } = (await order(provision)).body.order;
  pass(4 * minutes);
  const onTheWay = (await call("GET", `${orders}/${orderId}`)).body.order;
  expect(onTheWay).toMatchObject({ status: "processing", contractNumber: null, info: "" });
  pass(1 * minutes);
  const end = (await call("GET", `${orders}/${orderId}`)).body.order;
  expect(end).toMatchObject({ status: "failed", contractNumber: null, info: "no capacity" });
  expect(control.contracts()).toEqual([]);
  expect(control.journal().contracts).toEqual([]);
  await order(provision);
  pass(5 * minutes);
  expect(control.contracts()).toHaveLength(1);
  expectConformance();
});

it("leaves a contract as it was when a Change or Cancel order failed", async () => {
  const { order, call, pass, control, state } = await openWithContract();
  const before = (await call("GET", path)).body;
  control.failNextOrder("second", "Cancel");
  control.failNextOrder("first", "Change");
  for (const [sent, info] of [
    [change, "first"],
    [cancel, "second"],
  ] as const) {
    await order(sent);
    pass(5 * minutes);
    expect((await call("GET", path)).body).toEqual(before);
    expect(control.orders().at(-1)).toMatchObject({ status: "failed", info });
  }
  expect(state.endings).toEqual([]);
});

it("keeps a cancelled contract readable, and refuses every further order for it", async () => {
  const { order, call, pass, control, expectConformance } = await openWithContract();
  await order(cancel);
  expect((await call("GET", path)).body.contract.status).toBe("ACTIVE");
  pass(5 * minutes);
  expect((await call("GET", path)).body.contract.status).toBe("CANCELLED");
  for (const sent of [cancel, change]) {
    expect(await order(sent)).toMatchObject({ status: 409, body: { error: { code: "contract_cancelled" } } });
  }
  expect(control.journal().contracts.map(({ event }) => event)).toEqual(["activated", "cancelled"]);
  expectConformance();
});

it("finds orders by the alias they were placed with, contracts by their present one", async () => {
  const { order, call, pass, orderId } = await openWithContract();
  await call("PUT", path, { contract: { contractAlias: "renamed" } });
  await order(change);
  pass(5 * minutes);
  const byAlias = async (alias: string) => {
    const list = [{ contractAliasList: [alias] }];
    const found = (await call("POST", `${orders}/search`, { orderSearchList: list })).body.orderList;
    const { contractList } = (await call("POST", `${contracts}/search`, { contractSearchList: list })).body;
    return [found.map((o: { type: string }) => o.type), contractList.length];
  };
  expect(await byAlias("orders")).toEqual([["Provision"], 0]);
  expect(await byAlias("renamed")).toEqual([["Change"], 1]);
  expect(await byAlias("rename")).toEqual([[], 0]);
  expect((await call("GET", `${orders}/${orderId}`)).body.order.contractAlias).toBe("orders");
});

it("shows a new order in searches after the lag, and by its id at once", async () => {
  const { order, call, pass } = openDesk({ settings: { ...settings, searchLagMs: 5_000 } });
  const { orderId } = (await order(provision)).body.order;
  const count = async () => {
    const search = { orderSearchList: [{ contractAliasList: ["orders"] }] };
    return (await call("POST", `${orders}/search`, search)).body.resultSetProperties.total;
  };
  expect((await call("GET", `${orders}/${orderId}`)).status).toBe(200);
  pass(4_999);
  expect(await count()).toBe(0);
  pass(1);
  expect(await count()).toBe(1);
});

describe("a repeated X-Transaction-Id", () => {
  const headers = { "x-transaction-id": randomUUID() };

  it("is answered with the first order if the body is the same", async () => {
    const { order, control } = openDesk({ settings });
    const [first, second] = [await order(provision, headers), await order(provision, headers)];
    expect(second.body).toEqual(first.body);
    expect(control.journal().orders).toHaveLength(1);
  });

  it("is refused if the body is another", async () => {
    const { order, control, expectConformance } = openDesk({ settings });
    await order(provision, headers);
    const answer = await order({ ...provision, storageGb: 100 }, headers);
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "transaction_mismatch" } } });
    expect(control.journal().orders).toHaveLength(1);
    expectConformance();
  });

  it("does not count while deduplication is off", async () => {
    const { order, control } = openDesk({ settings: { ...settings, dedupe: false } });
    const [first, second] = [await order(provision, headers), await order(provision, headers)];
    expect(second.body.order.orderId).not.toBe(first.body.order.orderId);
    expect(control.journal().orders).toHaveLength(2);
  });

  it("does not count if the first request was refused", async () => {
    const { order } = openDesk({ settings });
    await order({ ...provision, storageGb: 1 }, headers);
    expect((await order(provision, headers)).status).toBe(200);
  });
});

it.each([
  ["X-Message-Id", ""],
  ["X-Message-Id", "1"],
  ["X-Transaction-Id", ""],
  ["X-Transaction-Id", "not-a-uuid"],
  ["X-Transaction-Caller", ""],
])("insists on the header %s (given: %j)", async (name, value) => {
  const { order, control } = openDesk();
  const answer = await order(provision, { [name.toLowerCase()]: value });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request", field: name } } });
  expect(control.journal().orders).toEqual([]);
});
