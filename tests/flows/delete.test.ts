import { minute, openStack } from "./stack";

it("cancels the contract once, and returns only when it reads CANCELLED", async () => {
  const stack = openStack();
  await stack.up();
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Cancel");
  expect(stack.control.journal().orders.at(-1)?.body).toEqual({ type: "Cancel", contractNumber: "423310" });
  expect(stack.control.contracts()[0]?.status).toBe("CANCELLED");
  const { requests } = stack.control.journal();
  expect(requests.at(-1)).toMatchObject({ method: "GET", path: "/contractEntityService/contracts/423310" });
  expect(stack.isEmpty()).toBe(true);
  stack.expectConformance();
});

it("does not believe an order that is DONE while the contract still reads ACTIVE", async () => {
  const stack = openStack({ settings: { provisionMs: { Cancel: 20 * minute } } });
  await stack.up();
  stack.control.settings({ statusWords: { processing: "DONE" } });
  await stack.destroy();
  expect(stack.control.contracts()[0]?.status).toBe("CANCELLED");
  expect(stack.booked()).toBe("Provision, Cancel");
  expect(stack.engine().rows).toContain("cancelled, waiting for contract 423310 to say so");
});

it("needs no consent to the terms: to cancel costs nothing", async () => {
  const environment: Record<string, string> = {};
  const stack = openStack({ environment });
  await stack.up();
  environment.PLUSSERVER_ACCEPT_TERMS = "";
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Cancel");
});

it("orders nothing for a contract that was cancelled in the portal", async () => {
  const stack = openStack();
  await stack.up();
  stack.control.cancelContract("423310");
  await stack.destroy();
  expect(stack.booked()).toBe("Provision");
  expect(stack.isEmpty()).toBe(true);
});

it("is content if the contract is cancelled between its look and its order", async () => {
  const stack = openStack();
  await stack.up();
  const error = { code: "contract_cancelled", message: "it is cancelled", requestId: "1" };
  stack.control.addFault({
    match: { orderType: "Cancel" },
    effect: { kind: "answer", status: 409, body: { error } },
  });
  const destroying = stack.destroy();
  while (!stack.engine().rows.includes("cancelled, waiting for contract 423310 to say so")) {
    await new Promise(setImmediate);
  }
  stack.control.cancelContract("423310");
  await destroying;
  expect(stack.booked()).toBe("Provision");
});

it("waits for an order that is not finished, and cancels what becomes of it", async () => {
  const stack = openStack({ settings: { provisionMs: { Provision: 70 * minute, Cancel: minute } } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Cancel");
  expect(stack.control.contracts()).toMatchObject([{ status: "CANCELLED" }]);
});

it("waits for a contract that answers 404 for a while before it cancels it", async () => {
  const stack = openStack({ settings: { provisionMs: { Provision: 61 * minute }, notFoundMs: minute } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  stack.clock.pass(minute);
  await stack.refresh();
  expect(stack.stored().outputs).toMatchObject({ orderStatus: "DONE", contractName: null });
  await stack.destroy();
  expect(stack.control.contracts()).toMatchObject([{ status: "CANCELLED" }]);
});

it("does not take an order for gone that is still running when the time is over", async () => {
  const stack = openStack({ settings: { provisionMs: 120 * minute } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  await expect(stack.destroy()).rejects.toThrow("was not finished in time: last seen as processing");
  expect(stack.isEmpty()).toBe(false);
  expect(stack.booked()).toBe("Provision");
});

it("keeps the database in the state when the Cancel order fails", async () => {
  const stack = openStack();
  await stack.up();
  stack.control.failNextOrder("contract has a minimum term", "Cancel");
  await expect(stack.destroy()).rejects.toThrow(/\(Cancel\) failed: contract has a minimum term/);
  expect(stack.isEmpty()).toBe(false);
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Cancel, Cancel");
});

it("lets a change under way finish before it cancels", async () => {
  const stack = openStack({ settings: { provisionMs: { Change: 10 * minute } } });
  await stack.up();
  await expect(stack.up({ nodeSize: "b4-8", __timeouts: { update: "1m" } })).rejects.toThrow(
    "not finished in time",
  );
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Change, Cancel");
  expect(stack.control.contracts()).toMatchObject([{ status: "CANCELLED", database: { nodeSize: "b4-8" } }]);
  stack.expectConformance();
});

it("goes on with a cancellation that an earlier run ordered", async () => {
  const stack = openStack({ settings: { provisionMs: { Cancel: 60 * minute } } });
  await stack.up();
  await expect(stack.destroy()).rejects.toThrow("not finished in time");
  expect(stack.isEmpty()).toBe(false);
  stack.clock.pass(10 * minute);
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Cancel");
});

it("orders one cancellation although the answer to it was lost", async () => {
  const stack = openStack({ settings: { dedupe: false } });
  await stack.up();
  stack.control.addFault({ match: { orderType: "Cancel" }, effect: { kind: "dropAnswer" } });
  await stack.destroy();
  expect(stack.booked()).toBe("Provision, Cancel");
});
