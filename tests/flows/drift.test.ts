import { minute, openStack, program, type Stack } from "./stack";

async function openWithDatabase(...options: Parameters<typeof openStack>): Promise<Stack> {
  const stack = openStack(...options);
  await stack.up();
  return stack;
}

/** What a contract or an order answers to somebody else's account. */
const notThere = {
  kind: "answer",
  status: 404,
  body: { error: { code: "not_found", message: "does not exist", requestId: "1" } },
} as const;

it("changes nothing in the state of a database that is as the program says", async () => {
  const stack = await openWithDatabase();
  const before = stack.stored();
  await stack.refresh();
  expect(stack.stored()).toEqual(before);
  expect(await stack.up()).toBe("same");
});

it.each([
  ["a node size", { nodeSize: "b8-16" }, { nodeSize: "b8-16", monthlyCost: "336.38 EUR" }],
  ["addresses", { trustedSourceList: ["9.9.9.9/32"] }, { trustedSources: ["9.9.9.9/32"] }],
  ["the payer", { invoiceProfileId: "046074" }, { billingProfile: "046074", billingProfileId: "046074" }],
  ["replicas", { readReplicas: 2 }, { readReplicas: 2, monthlyCost: "unknown" }],
])("shows %s that somebody else set, and the next up sets it back", async (_what, edit, outputs) => {
  const stack = await openWithDatabase();
  const before = stack.stored().outputs;
  stack.control.editContract("423310", edit);
  await stack.refresh();
  expect(stack.stored().outputs).toMatchObject(outputs);
  expect(Object.keys(stack.stored().outputs).sort()).toEqual(Object.keys(before).sort());
  expect(await stack.up()).toBe("update");
  expect(stack.booked()).toBe("Provision, Change");
  expect(stack.stored().outputs).toEqual(before);
});

it("asks for the storage to be written when somebody else made it grow: it cannot shrink", async () => {
  const stack = await openWithDatabase();
  stack.control.editContract("423310", { storageGb: 200 });
  await stack.refresh();
  await expect(stack.up()).rejects.toThrow("200 GB cannot become 50 GB (write storageGb: 200 to keep");
  expect(await stack.up({ storageGb: 200 })).toBe("same");
  expect(stack.booked()).toBe("Provision");
});

it("does not take another spelling or order of addresses for a change", async () => {
  const trustedSources = ["9.9.9.0/24", "2a00:1450::/32"];
  const stack = await openWithDatabase();
  await stack.up({ trustedSources });
  const before = stack.stored();
  stack.control.editContract("423310", { trustedSourceList: ["2A00:1450:0::/32", "9.9.9.77/24"] });
  await stack.refresh();
  expect(stack.stored()).toEqual(before);
});

it("takes a cancelled contract out of the state, and the next up orders a new database", async () => {
  const stack = await openWithDatabase();
  stack.control.cancelContract("423310");
  await stack.refresh();
  expect(stack.isEmpty()).toBe(true);
  expect(await stack.up()).toBe("create");
  expect(stack.booked()).toBe("Provision, Provision");
  expect(stack.stored().outputs.contractNumber).toBe("423311");
  stack.expectConformance();
});

it.each([
  ["refresh", (stack: Stack) => stack.refresh()],
  ["up", (stack: Stack) => stack.up({ storageGb: 100 })],
  ["destroy", (stack: Stack) => stack.destroy()],
])(
  "does not let %s take a 404 for the end of a known contract, but asks for the right credentials",
  async (_what, run) => {
    const stack = await openWithDatabase();
    const before = stack.stored();
    stack.control.addFault({ match: { path: "/contractEntityService" }, times: 100, effect: notThere });
    await expect(run(stack)).rejects.toThrow(
      "Contract 423310 was there before: are these the right credentials? Nothing was changed",
    );
    expect(stack.stored()).toEqual(before);
    expect(stack.booked()).toBe("Provision");
  },
);

it.each([
  ["refresh", (stack: Stack) => stack.refresh()],
  ["up", (stack: Stack) => stack.up()],
  ["destroy", (stack: Stack) => stack.destroy()],
])("does not let %s take a 404 for the end of a known order either", async (_what, run) => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  const { id } = stack.stored();
  stack.control.addFault({ match: { path: "/orderEntityService" }, times: 100, effect: notThere });
  await expect(run(stack)).rejects.toThrow(`Order ${id} was there before: are these the right credentials?`);
  expect(stack.stored().id).toBe(id);
});

it("keeps in a refresh what is known of an order that still runs", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  await stack.refresh();
  expect(stack.stored().outputs).toMatchObject({
    ...program,
    trustedSources: expect.any(Array),
    orderStatus: "processing",
  });
  expect(await stack.up()).toBe("update");
  expect(stack.booked()).toBe("Provision");
});

it("sees in a refresh that the order is done, and fetches the login with the next up", async () => {
  const stack = openStack({ settings: { provisionMs: 90 * minute, notFoundMs: 10 * minute } });
  await expect(stack.up()).rejects.toThrow("not finished in time");
  stack.clock.pass(35 * minute);
  await stack.refresh();
  expect(stack.stored().outputs).toMatchObject({ orderStatus: "DONE", host: null, password: null });
  stack.clock.pass(10 * minute);
  await stack.refresh();
  expect(stack.stored().outputs).toMatchObject({ orderStatus: "DONE", port: 3306, password: null });
  expect(await stack.up()).toBe("update");
  expect(stack.stored().outputs.password).toEqual(expect.any(String));
  expect(stack.booked()).toBe("Provision");
});
