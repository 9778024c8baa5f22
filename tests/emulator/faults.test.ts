import type { Effect, FaultRule } from "../../emulator/index";
import { type Emulator, startEmulator } from "../../emulator/index";
import { startValidatedEmulator } from "../support/emulator";
import { createHttpCaller, openDesk, orders, provision } from "./caller";

const onOrder = (effect: Effect): FaultRule => ({ match: { orderType: "Provision" }, effect });
const booked = (emulator: Pick<Emulator, "control">) => emulator.control.journal().orders.length;

describe("over HTTP", () => {
  let emulator: Awaited<ReturnType<typeof startValidatedEmulator>>;
  beforeEach(async () => {
    emulator = await startValidatedEmulator();
  });
  afterEach(() => emulator.close());
  const order = () => createHttpCaller(emulator).order(provision);

  it("answers what it is told to instead of carrying the request out", async () => {
    const effect = {
      kind: "answer",
      status: 429,
      headers: { "Retry-After": "7" },
      body: { error: { code: "busy" } },
    } as const;
    emulator.control.addFault(onOrder(effect));
    const { status, headers, body } = await order();
    expect({ status, retryAfter: headers["retry-after"], body }).toEqual({
      status: 429,
      retryAfter: "7",
      body: { error: { code: "busy" } },
    });
    expect(booked(emulator)).toBe(0);
  });

  it("can answer an error for an order that was booked", async () => {
    emulator.control.addFault(onOrder({ kind: "answer", status: 502, body: "bad gateway", booked: true }));
    expect(await order()).toMatchObject({ status: 502, body: "bad gateway" });
    expect(booked(emulator)).toBe(1);
  });

  it.each([
    ["before the order is booked", "dropRequest", 0],
    ["after the order is booked", "dropAnswer", 1],
  ] as const)("ends the connection %s", async (_name, kind, count) => {
    emulator.control.addFault(onOrder({ kind }));
    await expect(order()).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } });
    expect(booked(emulator)).toBe(count);
    expect(emulator.control.journal().requests.at(-1)).toMatchObject({ status: null, fault: kind });
  });

  it("ends the connection in the middle of the answer", async () => {
    emulator.control.addFault(onOrder({ kind: "truncate" }));
    await expect(order()).rejects.toThrow("terminated");
    expect(booked(emulator)).toBe(1);
  });

  it("answers with a web page, and books nothing", async () => {
    emulator.control.addFault(onOrder({ kind: "html" }));
    const { status, headers, body } = await order();
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "text/html" });
    expect(body).toContain("<html>");
    expect(booked(emulator)).toBe(0);
  });

  it("repeats the secrets of a request, and others, in all forms", async () => {
    const caller = createHttpCaller(emulator);
    await caller.logIn();
    emulator.control.addFault({ effect: { kind: "echo", status: 403, others: ['a "/b'] } });
    const token = caller.token() ?? "";
    const { status, body } = await caller.order(provision);
    expect(status).toBe(403);
    const base64 = Buffer.from(token).toString("base64");
    expect(body.error.message).toBe(
      `${token} ${encodeURIComponent(token)} ${base64} ${token} a "/b a%20%22%2Fb YSAiL2I= a \\"/b`,
    );
    emulator.control.addFault({ effect: { kind: "echo", status: 500, page: true } });
    expect((await caller.logIn()).body).toMatch(/^demo-client-secret .* demo-password /);
    expect(booked(emulator)).toBe(0);
  });

  it("holds an answer back, while the order is booked already", async () => {
    emulator.control.addFault(onOrder({ kind: "delay", ms: 400 }));
    const begin = Date.now();
    const answer = order();
    while (booked(emulator) === 0) await new Promise((done) => setTimeout(done, 10));
    expect(Date.now() - begin).toBeLessThan(390);
    expect((await answer).status).toBe(200);
    expect(Date.now() - begin).toBeGreaterThanOrEqual(390);
  });

  it("goes on as documented afterwards, and a fault does not count against that", async () => {
    emulator.control.addFault(onOrder({ kind: "answer", status: 418 }));
    expect((await order()).status).toBe(418);
    expect((await order()).status).toBe(200);
    emulator.expectConformance();
  });
});

describe("on a virtual clock", () => {
  it("shows a lost connection as a value", () => {
    const { handle, control } = openDesk();
    control.addFault({ effect: { kind: "dropRequest" } });
    const request = { method: "POST", path: "/auth/token", headers: {}, body: "" };
    expect(handle(request)).toEqual({ dropped: true });
    expect(handle(request)).toMatchObject({ status: 401 });
  });

  it("books an order that lands late when it lands, as of then", async () => {
    const { order, call, pass, control } = openDesk({ settings: { provisionMs: 60_000 } });
    control.addFault(onOrder({ kind: "landLate", afterMs: 10_000 }));
    await expect(order(provision)).rejects.toThrow("dropped");
    const second = (await order({ ...provision, contractAlias: "second" })).body.order;
    pass(9_999);
    expect(control.journal().orders).toHaveLength(1);
    // Nobody asks for a long time, yet everything is as if somebody had.
    pass(3_600_000);
    const search = await call("POST", `${orders}/search`, { orderSearchList: [] });
    expect(search.body.orderList).toMatchObject([
      {
        contractAlias: "orders",
        orderDate: "2026-11-23T12:00:10Z",
        contractNumber: "423311",
        status: "DONE",
      },
      {
        orderId: second.orderId,
        orderDate: "2026-11-23T12:00:00Z",
        contractNumber: "423310",
        status: "DONE",
      },
    ]);
    const { orders: ledger, contracts } = control.journal();
    expect(ledger.map(({ contractAlias }) => contractAlias)).toEqual(["second", "orders"]);
    expect(contracts[1]?.at).toBe(Date.parse("2026-11-23T12:01:10Z"));
  });

  it("lets a repeat overtake an order that lands late; with deduplication there is one order still", async () => {
    for (const [dedupe, count] of [
      [true, 1],
      [false, 2],
    ] as const) {
      const { order, pass, control } = openDesk({ settings: { dedupe } });
      const headers = { "x-transaction-id": "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c11" };
      control.addFault(onOrder({ kind: "landLate", afterMs: 1000 }));
      await expect(order(provision, headers)).rejects.toThrow("dropped");
      await order(provision, headers);
      pass(1000);
      expect(control.contracts()).toHaveLength(count);
    }
  });

  it("does not let an unknown caller land late", async () => {
    const { order, control, pass } = openDesk();
    control.addFault(onOrder({ kind: "landLate", afterMs: 1000 }));
    expect((await order(provision, { authorization: "" })).status).toBe(401);
    pass(1000);
    expect(control.orders()).toEqual([]);
  });

  it.each<[string, FaultRule["match"], number[]]>([
    ["any request", {}, [418, 418, 418]],
    ["a method in any case", { method: "get" }, [200, 418, 200]],
    ["a path by its begin", { path: "/orderEntityService" }, [418, 200, 418]],
    ["a path by a regular expression", { path: /orders$/ }, [418, 200, 200]],
    ["a path by a pattern", { pathPattern: "search$" }, [200, 200, 418]],
    ["an order type", { orderType: "Provision" }, [418, 200, 200]],
    ["another order type", { orderType: "Cancel" }, [200, 200, 200]],
    ["all together", { method: "POST", path: "/orderEntityService", pathPattern: "search" }, [200, 200, 418]],
  ])("meets %s", async (_name, match, statuses) => {
    const { order, call, control, logIn } = openDesk();
    await logIn();
    control.addFault({ match: match ?? {}, times: 9, effect: { kind: "answer", status: 418 } });
    const answers = [
      await order(provision),
      await call("GET", "/catalogEntityService/products"),
      await call("POST", `${orders}/search`, { orderSearchList: [] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it("meets as many requests as it is told to, after as many as it is to let pass", async () => {
    const { call, control, logIn } = openDesk();
    await logIn();
    control.addFault({ skip: 1, times: 2, effect: { kind: "answer", status: 418 } });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await call("GET", "/catalogEntityService/products")).status);
    expect(statuses).toEqual([200, 418, 418, 200]);
  });

  it.each([
    [{ effect: { kind: "explode" } }, "effect.kind"],
    [{ effect: { kind: "delay" } }, "effect.ms"],
    [{ effect: { kind: "answer", status: 1000 } }, "effect.status"],
    [{ effect: { kind: "answer", status: 500, header: {} } }, "effect.header"],
    [{ effect: { kind: "html" }, match: { path: 7 } }, "match.path"],
    [{ effect: { kind: "html" }, match: { pathPattern: "(" } }, "match.pathPattern"],
    [{ effect: { kind: "html" }, match: { status: 1 } }, "match.status"],
    [{ effect: { kind: "html" }, times: "always" }, "times"],
    [{ effect: { kind: "html" }, time: 1 }, "time"],
  ])("refuses %j, and names the field", (rule, field) => {
    const { control } = openDesk();
    expect(() => control.addFault(rule as FaultRule)).toThrow(
      expect.objectContaining({ details: { field } }),
    );
    expect(control.faults()).toEqual([]);
  });
});

it("listens on this machine only", async () => {
  await expect(startEmulator({ host: "0.0.0.0" })).rejects.toThrow("on this machine only");
});
