import type { Effect } from "../../emulator/index";
import { minute, openStack, type Stack } from "./stack";

/** The service ignores repeated transaction ids: nothing may depend on them alone. */
const careless = { settings: { dedupe: false } };

const onOrder = (effect: Effect) => ({ match: { orderType: "Provision" as const }, effect });
const down = { kind: "answer", status: 502, body: "bad gateway" } as const;
/** The attempts to order, with what identifies them. */
const attempts = (stack: Stack) =>
  stack.control
    .journal()
    .requests.filter(({ method, path }) => method === "POST" && path === "/orderEntityService/orders");

it.each<[string, Effect]>([
  ["the connection ended", { kind: "dropAnswer" }],
  ["the answer was cut", { kind: "truncate" }],
  ["the answer came too late", { kind: "delay", ms: 90_000 }],
  ["a proxy said 502", { ...down, booked: true }],
  ["a proxy showed a web page", { kind: "html", booked: true }],
  ["the order was carried out 30 s later", { kind: "landLate", afterMs: 30_000 }],
])("finds its order and places no second one when %s", async (_what, effect) => {
  const stack = openStack(careless);
  stack.control.addFault(onOrder(effect));
  expect(await stack.up()).toBe("create");
  expect(stack.booked()).toBe("Provision");
  expect(stack.stored().id).toBe(stack.control.orders()[0]?.orderId);
  expect(attempts(stack)).toHaveLength(1);
  stack.expectConformance();
});

it("finds its order although searches lag", async () => {
  const stack = openStack({ settings: { dedupe: false, searchLagMs: 60_000 } });
  stack.control.addFault(onOrder({ kind: "dropAnswer" }));
  await stack.up();
  expect(stack.booked()).toBe("Provision");
});

it.each<[string, Effect]>([
  ["the connection ended before anything was done", { kind: "dropRequest" }],
  ["a proxy said 502 and did nothing", down],
])("orders again, with the same bytes and the same number, when %s", async (_what, effect) => {
  const stack = openStack(careless);
  stack.control.addFault(onOrder(effect));
  await stack.up();
  expect(stack.booked()).toBe("Provision");
  const [first, second, ...more] = attempts(stack);
  expect(more).toEqual([]);
  expect(second?.transactionId).toBe(first?.transactionId);
  expect(JSON.stringify(second?.body)).toBe(JSON.stringify(first?.body));
  expect(second?.messageId).not.toBe(first?.messageId);
  // The first one had its settle window to show up.
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2 * minute);
});

it("orders no third time, and says what to look for", async () => {
  const stack = openStack(careless);
  stack.control.addFault({ ...onOrder(down), times: 9 });
  const error = String(await stack.up().catch((e: unknown) => e));
  expect(error).toMatch(
    /it is not known whether the order with the alias "orders \(shop\/prod\) ~[0-9a-f]{20}" was placed \(2026-11-23T12:/,
  );
  expect(error).toContain(
    "Nothing more was ordered. Look for it at https://customerservice.plusserver.com/order-status",
  );
  expect(attempts(stack)).toHaveLength(2);
  expect(stack.isEmpty()).toBe(true);
});

it("finds with the next up what landed after it had given up", async () => {
  const stack = openStack(careless);
  stack.control.addFault(onOrder({ kind: "landLate", afterMs: 10 * minute }));
  stack.control.addFault(onOrder(down));
  await expect(stack.up()).rejects.toThrow("it is not known whether");
  stack.clock.pass(10 * minute);
  expect(await stack.up()).toBe("create");
  expect(stack.booked()).toBe("Provision");
  expect(stack.engine().warnings).toEqual([
    expect.stringMatching(/^going on with what an interrupted run ordered: order [0-9a-f]{24} of 2026/),
  ]);
});

it("does not order again while it cannot look for the order", async () => {
  const stack = openStack(careless);
  stack.control.addFault(onOrder({ kind: "dropAnswer" }));
  // The look-up before the order works, none after it does.
  stack.control.addFault({ match: { path: /\/search$/ }, skip: 2, times: 1_000, effect: down });
  await expect(stack.up()).rejects.toThrow("it is not known whether");
  expect(attempts(stack)).toHaveLength(1);
  stack.control.clearFaults();
  await stack.up();
  expect(stack.booked()).toBe("Provision");
});

it("cancels the surplus of two orders that both landed, and keeps the older one", async () => {
  const stack = openStack(careless);
  stack.control.addFault(onOrder({ kind: "landLate", afterMs: 3 * minute }));
  await stack.up();
  expect(stack.booked()).toBe("Provision, Provision, Cancel");
  expect(
    stack.control
      .contracts()
      .map(({ status }) => status)
      .sort(),
  ).toEqual(["ACTIVE", "CANCELLED"]);
  const [oldest] = stack.control.orders();
  expect(stack.stored()).toMatchObject({ id: oldest?.orderId, outputs: { contractStatus: "ACTIVE" } });
  expect(stack.stored().outputs).not.toHaveProperty("__twins");
  expect(stack.engine().warnings.join("\n")).toContain("is a second order of this database");
  expect(await stack.up()).toBe("same");
});

it("does the same with a change whose answer was lost", async () => {
  const stack = openStack(careless);
  await stack.up();
  stack.control.addFault({ match: { orderType: "Change" }, effect: { kind: "dropAnswer" } });
  await stack.up({ storageGb: 100 });
  expect(stack.booked()).toBe("Provision, Change");
  expect(stack.stored().outputs.storageGb).toBe(100);
});

it("orders nothing and settles nothing for a CLI that is gone", async () => {
  const stack = openStack();
  const going = stack.up();
  stack.engine().alive = false;
  await expect(going).rejects.toThrow("the Pulumi CLI is gone");
  expect(stack.booked()).toBe("");
});
