import { minute, openStack, type Stack } from "./stack";

/** A stack whose database is ready. */
async function openWithDatabase(...options: Parameters<typeof openStack>): Promise<Stack> {
  const stack = openStack(...options);
  await stack.up();
  return stack;
}

const lastBody = (stack: Stack) => stack.control.journal().orders.at(-1)?.body;

it.each([
  ["a larger node", { nodeSize: "b4-8" }, { nodeSize: "b4-8" }, { monthlyCost: "175.34 EUR" }],
  ["more storage", { storageGb: 100 }, { storageGb: 100 }, { monthlyCost: "109.12 EUR" }],
  [
    "other addresses",
    { trustedSources: ["9.9.9.9", "8.8.8.8"] },
    { trustedSourceList: ["8.8.8.8/32", "9.9.9.9/32"] },
    { trustedSources: ["8.8.8.8/32", "9.9.9.9/32"] },
  ],
  [
    "another payer",
    { billingProfile: "046074" },
    { invoiceProfileId: "046074" },
    { billingProfileId: "046074" },
  ],
  ["replicas", { readReplicas: 1 }, { readReplicas: 1 }, { readReplicaEndpoints: [expect.any(String)] }],
  [
    "all of them",
    { nodeSize: "b4-8", storageGb: 150, readReplicas: 2 },
    { nodeSize: "b4-8", storageGb: 150, readReplicas: 2 },
    { monthlyCost: "unknown" },
  ],
])(
  "asks for %s by exactly one Change order, and the database stays",
  async (_what, change, targets, outputs) => {
    const stack = await openWithDatabase();
    stack.service.state.invoiceProfiles.push({ invoiceProfileId: "046074", name: "second" });
    const { id, outputs: before } = stack.stored();
    expect(await stack.up(change)).toBe("update");
    expect(stack.booked()).toBe("Provision, Change");
    expect(lastBody(stack)).toEqual({ type: "Change", contractNumber: "423310", ...targets });
    expect(stack.stored()).toMatchObject({ id, outputs });
    expect(stack.stored().outputs).toMatchObject({
      contractNumber: before.contractNumber,
      connectionUri: before.connectionUri,
      __reference: before.__reference,
    });
    expect(Object.keys(stack.stored().outputs).sort()).toEqual(Object.keys(before).sort());
    expect(await stack.up(change)).toBe("same");
    stack.expectConformance();
  },
);

it("orders nothing twice when the order of an ended run is finished just after the contract was read", async () => {
  const stack = await openWithDatabase();
  const isRead = ({ path }: { path: string }) => /contracts\/(search|\d+)$/.test(path);
  const before = stack.exchanges.filter(isRead).at(-1);
  stack.control.settings({ provisionMs: { Change: 5 * minute } });
  const change = { storageGb: 100 };
  await expect(stack.up({ ...change, __timeouts: { update: "1m" } })).rejects.toThrow("not finished in time");
  await stack.clock.sleep(10 * minute);
  const body = JSON.parse(before?.responseBody ?? "");
  stack.control.addFault({
    match: { path: before?.path ?? "" },
    effect: { kind: "answer", status: 200, body },
  });
  expect(await stack.up(change)).toBe("update");
  expect(stack.booked()).toBe("Provision, Change");
  expect(stack.stored().outputs).toMatchObject(change);
});

it("orders nothing when only the permission to replace is given", async () => {
  const stack = await openWithDatabase();
  expect(await stack.up({ allowReplacement: true })).toBe("update");
  expect(stack.booked()).toBe("Provision");
  expect(stack.stored().outputs).toMatchObject({ allowReplacement: true, orderStatus: "DONE" });
});

it.each([
  ["engine", { engine: "mysql-8.0" }],
  ["region", { region: "DE-NORTH" }],
])("refuses another %s in preview, and orders nothing", async (property, change) => {
  const stack = await openWithDatabase();
  await expect(stack.up(change)).rejects.toThrow(`${property}: a database cannot move`);
  expect(stack.booked()).toBe("Provision");
  expect(stack.stored().unfinished).toBe(false);
});

it("replaces a database where the data may go: the new one first, then the old one is cancelled", async () => {
  const stack = await openWithDatabase();
  const { id, outputs } = stack.stored();
  expect(await stack.up({ engine: "mysql-8.0", allowReplacement: true })).toBe("replace");
  expect(stack.engine().warnings[0]).toContain("ITS DATA IS DESTROYED (allowReplacement is true)");
  expect(stack.booked()).toBe("Provision, Provision, Cancel");
  expect(stack.control.contracts()).toMatchObject([
    {
      contractNumber: "423310",
      status: "CANCELLED",
      contractAlias: expect.stringMatching(/ -[0-9a-f]{20}$/),
    },
    { contractNumber: "423311", status: "ACTIVE", contractAlias: expect.stringMatching(/ =[0-9a-f]{20}$/) },
  ]);
  expect(stack.stored().id).not.toBe(id);
  expect(stack.stored().outputs.__reference).toEqual(outputs.__reference);
  const [first, second] = stack.control.journal().orders;
  expect(second?.transactionId).not.toBe(first?.transactionId);
  expect(await stack.up({ engine: "mysql-8.0", allowReplacement: true })).toBe("same");
  stack.expectConformance();
});

it("keeps a database as it was when a Change order fails, and tries again with the next up", async () => {
  const stack = await openWithDatabase();
  const before = stack.stored();
  stack.control.failNextOrder("no capacity in DE-WEST");
  const error = String(await stack.up({ nodeSize: "b4-8" }).catch((e: unknown) => e));
  expect(error).toMatch(/order [0-9a-f]{24} \(Change\) failed: no capacity in DE-WEST/);
  expect(error).toContain("https://customerservice.plusserver.com/support/ticket-create");
  expect(stack.stored()).toEqual(before);
  expect(await stack.up({ nodeSize: "b4-8" })).toBe("update");
  expect(stack.booked()).toBe("Provision, Change, Change");
  expect(stack.stored().outputs.nodeSize).toBe("b4-8");
});

it("orders no second change when the first one was not finished in time", async () => {
  const stack = await openWithDatabase({ settings: { provisionMs: { Change: 90 * minute } } });
  const change = { nodeSize: "b4-8", __timeouts: { update: "30m" } };
  await expect(stack.up(change)).rejects.toThrow(/was not finished in time: last seen as processing 3[23] %/);
  expect(stack.stored().outputs.nodeSize).toBe("b2-4");
  expect(await stack.up({ ...change, __timeouts: { update: "2h" } })).toBe("update");
  expect(stack.booked()).toBe("Provision, Change");
  expect(stack.stored().outputs.nodeSize).toBe("b4-8");
});

/** Somebody else orders for the contract, by the same account. */
function orderElsewhere({ service }: Stack, order: object): void {
  const [token = ""] = Object.keys(service.state.tokens).slice(-1);
  service.state.tokens[token] = Number.MAX_SAFE_INTEGER;
  const id = "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c11";
  const headers = {
    authorization: `Bearer ${token}`,
    "x-message-id": id,
    "x-transaction-id": id,
    "x-transaction-caller": "portal/1",
  };
  const body = JSON.stringify({ order: { contractNumber: "423310", ...order } });
  const answer = service.handle({ method: "POST", path: "/api/orderEntityService/orders", headers, body });
  expect(answer).toMatchObject({ status: 200 });
}

it("waits for somebody else's change first, then orders what still differs", async () => {
  const stack = await openWithDatabase();
  orderElsewhere(stack, { type: "Change", nodeSize: "b8-16" });
  await stack.up({ nodeSize: "b4-8", storageGb: 100 });
  expect(stack.booked()).toBe("Provision, Change, Change");
  expect(stack.control.contracts()[0]?.database).toMatchObject({ nodeSize: "b4-8", storageGb: 100 });
  stack.expectConformance();
});

it("takes somebody else's change for its own where it is the same", async () => {
  const stack = await openWithDatabase();
  orderElsewhere(stack, { type: "Change", nodeSize: "b4-8" });
  await stack.up({ nodeSize: "b4-8" });
  expect(stack.booked()).toBe("Provision, Change");
});

it("says so when the contract is being cancelled", async () => {
  const stack = await openWithDatabase();
  orderElsewhere(stack, { type: "Cancel" });
  await expect(stack.up({ nodeSize: "b4-8" })).rejects.toThrow(
    /^the contract is being cancelled \(order [0-9a-f]{24}\): run pulumi refresh when that is done/,
  );
});

it("says so when the contract was cancelled in the portal", async () => {
  const stack = await openWithDatabase();
  stack.control.cancelContract("423310");
  await expect(stack.up({ nodeSize: "b4-8" })).rejects.toThrow(
    "was cancelled outside this program: run pulumi refresh",
  );
  expect(stack.booked()).toBe("Provision");
});

it("names the storage to write when the contract has grown beyond the program", async () => {
  const stack = await openWithDatabase();
  stack.control.editContract("423310", { storageGb: 200 });
  await expect(stack.up({ storageGb: 100 })).rejects.toThrow(
    "contract 423310 has 200 GB, the program asks for 100: storage cannot shrink; write storageGb: 200",
  );
  expect(stack.booked()).toBe("Provision");
});
