import { minute, openStack, type Stack } from "./stack";

/** The first of them comes before the order, each further one is a look at it. */
const look = { method: "POST", path: "/orderEntityService/orders/search" };
const broken = { kind: "answer", status: 503, body: "<html>down</html>" } as const;
const kept = "The order is kept in the state: run pulumi up to go on";

/** When the order was looked at, in ms since it was booked. */
function looksOf(stack: Stack): number[] {
  const { requests, orders } = stack.control.journal();
  const looks = requests.filter(({ method, path }) => method === look.method && path === look.path).slice(1);
  return looks.map(({ at }) => at - (orders[0]?.at ?? 0));
}

it("keeps id and everything else of an order that was not finished in time, so that the state can go on", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  const error = String(await stack.up().catch((e: unknown) => e));
  const { id, outputs } = stack.stored();
  expect(error).toBe(
    `Error: order ${id} was not finished in time: last seen as processing 66 %. It goes on. ${kept}`,
  );
  expect(id).toBe(stack.control.orders()[0]?.orderId);
  expect(outputs).toMatchObject({
    engine: "mariadb-10.11",
    trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
    monthlyCost: "94.82 EUR",
    orderId: id,
    orderStatus: "processing",
    password: null,
    __urn: expect.any(String),
    __reference: expect.any(Object),
    __provider: "the provider, as text",
  });
});

it("goes on with such an order in the next up, and orders no second one", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  const { id } = stack.stored();
  expect(await stack.preview()).toBe("update");
  expect(await stack.up()).toBe("update");
  expect(stack.stored()).toMatchObject({ id, outputs: { orderStatus: "DONE", username: "kd500986" } });
  expect(stack.booked()).toBe("Provision");
  expect(stack.control.contracts()[0]?.contractAlias).toMatch(/ =[0-9a-f]{20}$/);
  expect(await stack.up()).toBe("same");
  stack.expectConformance();
});

it("brings such an order in line with what the program has become meanwhile", async () => {
  const stack = openStack({ settings: { provisionMs: { Provision: 90 * minute, Change: minute } } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  await stack.up({ storageGb: 100 });
  expect(stack.booked()).toBe("Provision, Change");
  expect(stack.stored().outputs).toMatchObject({ storageGb: 100, monthlyCost: "109.12 EUR" });
});

it("waits as long as customTimeouts allow", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  await stack.up({ __timeouts: { create: "2h" } });
  expect(stack.stored().outputs.orderStatus).toBe("DONE");
});

it("keeps an order whose contract does not show up in time, and finds it with the next up", async () => {
  const stack = openStack({ settings: { notFoundMs: 90 * minute } });
  await expect(stack.up()).rejects.toThrow(
    /^the contract of order \w+ could not be read in time\. The order is kept/,
  );
  expect(stack.stored().outputs).toMatchObject({ orderStatus: "DONE", contractNumber: "423310", host: null });
  await stack.up();
  expect(stack.stored().outputs).toMatchObject({ contractStatus: "ACTIVE", port: 3306 });
  expect(stack.booked()).toBe("Provision");
});

it("survives looks that fail in every way, and tells of the trouble in the resource's row", async () => {
  const stack = openStack();
  const effects = [
    broken,
    { kind: "dropAnswer" },
    { kind: "html" },
    { kind: "truncate" },
    { kind: "delay", ms: 70_000 },
  ] as const;
  // Each is met often enough to use up the repeats of one look.
  for (const effect of effects) stack.control.addFault({ match: look, skip: 1, times: 5, effect });
  await stack.up();
  expect(stack.booked()).toBe("Provision");
  expect(stack.stored().outputs.orderStatus).toBe("DONE");
  expect(stack.engine().rows).toContainEqual(expect.stringMatching(/: new \(.*, 503 at the last look\)$/));
});

it("never asks sooner than the service says, in seconds or by a date", async () => {
  const stack = openStack();
  const tooMany = (retryAfter: string) =>
    ({ kind: "answer", status: 429, headers: { "Retry-After": retryAfter }, body: "{}" }) as const;
  stack.control.addFault({ match: look, skip: 1, effect: tooMany("47") });
  const date = new Date(stack.clock.now() + 3 * minute).toUTCString();
  stack.control.addFault({ match: look, skip: 1, effect: tooMany(date) });
  await stack.up();
  const [first = 0, second = 0, third = 0] = looksOf(stack);
  expect(second - first).toBeGreaterThanOrEqual(47_000);
  expect(third).toBeGreaterThanOrEqual(3 * minute);
});

it("gives up after 20 minutes of nothing but errors, keeps the order, and goes on with the next up", async () => {
  const stack = openStack({ settings: { provisionMs: 10 * minute } });
  stack.control.addFault({ match: look, skip: 3, times: 1_000_000, effect: broken });
  const begin = stack.clock.now();
  const error = String(await stack.up().catch((e: unknown) => e));
  expect(error).toMatch(/^Error: order \w+ could not be followed for 20 minutes: could not look up orders/);
  expect(error).toMatch(/It goes on\. The order is kept in the state: run pulumi up to go on$/);
  const passed = stack.clock.now() - begin;
  expect(passed).toBeGreaterThan(20 * minute);
  expect(passed).toBeLessThan(23 * minute);
  stack.control.clearFaults();
  await stack.up();
  expect(stack.booked()).toBe("Provision");
  expect(stack.stored().outputs.contractStatus).toBe("ACTIVE");
});

it("does not give up while a single look in 20 minutes succeeds", async () => {
  const stack = openStack({ settings: { provisionMs: 45 * minute, progress: "none" } });
  // One look in between succeeds: the one that finds the first fault used up and the second one still waiting.
  stack.control.addFault({ match: look, skip: 3, times: 100, effect: broken });
  stack.control.addFault({ match: look, skip: 4, times: 65, effect: broken });
  await stack.up();
  const { requests } = stack.control.journal();
  const failed = requests.filter(({ fault }) => fault !== null).map(({ at }) => at);
  expect((failed.at(-1) ?? 0) - (failed[0] ?? 0)).toBeGreaterThan(20 * minute);
  expect(stack.stored().outputs.orderStatus).toBe("DONE");
});

const busy = { kind: "answer", status: 503, body: "busy", headers: { "retry-after": "100" } } as const;
/** Ends the run while a request that met a fault waits to be repeated, and tells how it ended and what was asked after. */
async function interruptTheRepeat(stack: Stack): Promise<{ ended: string; requestsAfter: number }> {
  const going = stack.up().catch((e: unknown) => String(e));
  const requests = () => stack.control.journal().requests;
  while (!requests().some(({ fault }) => fault !== null)) await new Promise(setImmediate);
  const before = requests().length;
  stack.engine().end("interrupted");
  return { ended: String(await going), requestsAfter: requests().length - before };
}

it("does not wait for the repeat of a look when the user interrupts it, and keeps the order", async () => {
  const stack = openStack();
  stack.control.addFault({ match: look, skip: 1, times: 100, effect: busy });
  const { ended, requestsAfter } = await interruptTheRepeat(stack);
  const id = stack.control.orders()[0]?.orderId;
  expect(ended).toBe(`Error: order ${id}: stopped waiting (interrupted), the order itself goes on. ${kept}`);
  expect(requestsAfter).toBe(0);
  stack.control.clearFaults();
  await stack.up();
  expect(stack.booked()).toBe("Provision");
});

it("does not wait for the repeat of an order that was not taken when the user interrupts it", async () => {
  const stack = openStack();
  stack.control.addFault({ match: { orderType: "Provision" }, times: 100, effect: { ...busy, status: 429 } });
  const { ended, requestsAfter } = await interruptTheRepeat(stack);
  expect(ended).toContain("interrupted: run pulumi up to go on");
  expect(requestsAfter).toBe(0);
  stack.control.clearFaults();
  await stack.up();
  expect(stack.booked()).toBe("Provision");
});

it("stops waiting at once when the user interrupts it, and keeps the order", async () => {
  const stack = openStack();
  const going = stack.up().catch((e: unknown) => String(e));
  while (!stack.engine().rows.some((row) => row.includes("processing"))) await new Promise(setImmediate);
  stack.engine().end("interrupted");
  const { id } = stack.control.orders()[0] ? { id: stack.control.orders()[0]?.orderId } : { id: "" };
  expect(await going).toBe(
    `Error: order ${id}: stopped waiting (interrupted), the order itself goes on. ${kept}`,
  );
  expect(stack.stored().id).toBe(id);
  await stack.up();
  expect(stack.booked()).toBe("Provision");
});
