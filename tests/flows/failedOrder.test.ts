import { minute, openStack } from "./stack";

const ticketLink = "https://customerservice.plusserver.com/support/ticket-create";

it("names order id, reason and ticket link when an order failed, and keeps nothing: it costs nothing", async () => {
  const stack = openStack();
  stack.control.failNextOrder("no capacity in DE-WEST");
  const error = String(await stack.up().catch((e: unknown) => e));
  const [order] = stack.control.orders();
  expect(error).toBe(
    `Error: order ${order?.orderId} (Provision) failed: no capacity in DE-WEST. It costs nothing. Open a ticket at ${ticketLink}`,
  );
  expect(stack.isEmpty()).toBe(true);
  stack.expectConformance();
});

it("orders anew with the next up, under a transaction id of its own", async () => {
  const stack = openStack();
  stack.control.failNextOrder("no capacity");
  await expect(stack.up()).rejects.toThrow("no capacity");
  expect(await stack.up()).toBe("create");
  const [first, second] = stack.control.journal().orders;
  expect(second?.contractAlias).toBe(first?.contractAlias);
  expect(second?.transactionId).not.toBe(first?.transactionId);
  expect(stack.stored().outputs).toMatchObject({ orderId: second?.orderId, contractStatus: "ACTIVE" });
  expect(stack.engine().warnings).toEqual([]);
});

it("orders anew, without a permission to replace, when an order that was kept fails later", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  stack.control.failNextOrder("no capacity");
  await expect(stack.up()).rejects.toThrow("was not finished in time");
  await expect(stack.up({ __timeouts: { update: "2h" } })).rejects.toThrow("no capacity");
  expect(stack.stored().outputs.orderStatus).toBe("failed");
  expect(await stack.preview()).toBe("replace");
  stack.control.settings({ provisionMs: minute });
  expect(await stack.up()).toBe("replace");
  expect(stack.booked()).toBe("Provision, Provision");
  expect(stack.stored().outputs).toMatchObject({ orderStatus: "DONE", contractStatus: "ACTIVE" });
  stack.expectConformance();
});

it("sees in a refresh that an order which was kept has failed", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  stack.control.failNextOrder("no capacity");
  await expect(stack.up()).rejects.toThrow("was not finished in time");
  stack.clock.pass(60 * minute);
  await stack.refresh();
  expect(stack.stored().outputs).toMatchObject({ orderStatus: "failed", contractNumber: null });
  expect(await stack.preview()).toBe("replace");
});

it("deletes a failed order without ordering anything: there is no contract", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  stack.control.failNextOrder("no capacity");
  await expect(stack.up()).rejects.toThrow("was not finished in time");
  stack.clock.pass(60 * minute);
  await stack.destroy();
  expect(stack.isEmpty()).toBe(true);
  expect(stack.booked()).toBe("Provision");
});
