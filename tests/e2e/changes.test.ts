import { type DatabaseArgs, oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(180_000);

/** Each change on top of those before it, and the one Change order that it must lead to. */
const changes: { what: string; args: DatabaseArgs; order: Record<string, unknown> }[] = [
  { what: "a bigger node", args: { nodeSize: "b4-8" }, order: { nodeSize: "b4-8" } },
  { what: "more storage", args: { storageGb: 150 }, order: { storageGb: 150 } },
  {
    what: "another trusted source",
    args: { trustedSources: ["222.222.222.128/28", "8.8.8.8"] },
    order: { trustedSourceList: ["8.8.8.8/32", "222.222.222.128/28"] },
  },
  { what: "read replicas", args: { readReplicas: 2 }, order: { readReplicas: 2 } },
];

describe("a change in the program", () => {
  let shop: Shop;
  let args: DatabaseArgs = {};
  beforeAll(async () => {
    shop = await openShop();
    expect((await shop.up()).code).toBe(0);
  });
  afterAll(() => shop?.dispose());

  it.each(changes)("to $what is one Change order with nothing else in it", async (change) => {
    args = { ...args, ...change.args };
    shop.writeProgram(oneDatabase(args));
    const before = shop.emulator.control.journal().orders.length;
    const { code, output } = await shop.up();
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    const orders = shop.emulator.control.journal().orders.slice(before);
    expect(orders.map((order) => order.body)).toEqual([
      { type: "Change", contractNumber: "423310", ...change.order },
    ]);
  });

  it("to all of it at once is one Change order", async () => {
    shop.writeProgram(oneDatabase({ storageGb: 200 }));
    const preview = await shop.preview(["--diff"]);
    expect(preview.output).toMatch(/~ storageGb\s*: 150 => 200/);
    expect(preview.output).toMatch(/~ monthlyCost\s*: "unknown" => "137.72 EUR"/);
    const before = shop.emulator.control.journal().orders.length;
    expect((await shop.up()).output).toContain("1 updated");
    expect(shop.emulator.control.journal().orders.length).toBe(before + 1);
    expect(await shop.outputs()).toMatchObject({
      nodeSize: "b2-4",
      storageGb: 200,
      readReplicas: 0,
      readReplicaEndpoints: [],
      monthlyCost: "137.72 EUR",
    });
  });

  it("of the order of trusted sources alone is no change", async () => {
    shop.writeProgram(
      oneDatabase({ storageGb: 200, trustedSources: ["222.222.222.128/28", "123.123.123.123/32"] }),
    );
    const before = shop.requests();
    expect((await shop.up()).output).toContain("2 unchanged");
    expect(shop.requests()).toBe(before);
  });

  it("that the vendor cannot carry out says why, and leaves the database as it was", async () => {
    shop.emulator.control.failNextOrder("no capacity in CGN3", "Change");
    shop.writeProgram(oneDatabase({ storageGb: 300 }));
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/order [0-9a-f]{24} \(Change\) failed: no capacity in CGN3/);
    expect(output).toContain("https://customerservice.plusserver.com/support/ticket-create");
    expect(await shop.outputs()).toMatchObject({ storageGb: 200 });
    expect((await shop.up()).output).toContain("1 updated");
    expect(await shop.outputs()).toMatchObject({ storageGb: 300 });
  });
});

describe("a new billing profile", () => {
  it("is created with the order, and later changed to an existing one by its id", async () => {
    const profile = {
      company: "Example GmbH",
      street: "Musterweg 1",
      postalCode: "50667",
      city: "Cologne",
      country: "DE",
      email: "invoices@example.com",
    };
    const shop = await openShop({ program: oneDatabase({ billingProfile: profile }) });
    expect((await shop.up()).output).toContain("2 created");
    const { billingProfileId } = await shop.outputs();
    expect(billingProfileId).not.toBe("046073");
    expect((await shop.up()).output).toContain("2 unchanged");

    shop.writeProgram(oneDatabase({ billingProfile: { ...profile, city: "Hamburg" } }));
    const refused = await shop.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("billingProfile");
    expect(refused.output).toContain("write the id of an existing profile");

    shop.writeProgram(oneDatabase({ billingProfile: "046073" }));
    expect((await shop.up()).output).toContain("1 updated");
    expect(shop.emulator.control.journal().orders.map((order) => order.body)).toEqual([
      expect.objectContaining({ type: "Provision", invoiceProfile: profile }),
      { type: "Change", contractNumber: "423310", invoiceProfileId: "046073" },
    ]);
    await shop.dispose();
  });
});
