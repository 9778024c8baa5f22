import { type DatabaseArgs, oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(180_000);

const destructive: { what: string; args: DatabaseArgs; advice: RegExp }[] = [
  {
    what: "less storage",
    args: { storageGb: 50 },
    advice: /storage can only grow: 100 GB cannot become 50 GB/,
  },
  {
    what: "another engine",
    args: { engine: "mariadb-11.4" },
    advice: /from "mariadb-10.11" to "mariadb-11.4"/,
  },
  { what: "another region", args: { region: "DE-NORTH" }, advice: /from "DE-WEST" to "DE-NORTH"/ },
];

describe("a change that would destroy the data", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ program: oneDatabase({ storageGb: 100 }) });
    expect((await shop.up()).code).toBe(0);
  });
  afterAll(() => shop?.dispose());

  it.each(destructive)(
    "($what) is refused in preview, which says what to do instead",
    async ({ args, advice }) => {
      shop.writeProgram(oneDatabase({ storageGb: 100, ...args }));
      const before = shop.requests();
      const { code, output } = await shop.preview();
      expect(code).not.toBe(0);
      expect(output).toMatch(advice);
      expect(output).toContain("declare a new ManagedDatabase under another name, move the data");
      expect(output).toContain("allowReplacement: true");
      expect(shop.requests()).toBe(before);
    },
  );

  it("is warned of in preview when it is allowed", async () => {
    shop.writeProgram(oneDatabase({ storageGb: 50, allowReplacement: true }));
    const { code, output } = await shop.preview();
    expect(code).toBe(0);
    expect(output).toContain("1 to replace");
    expect(output).toMatch(/warning: a change of storageGb replaces the database/);
    expect(output).toContain("contract 423310 is cancelled and ITS DATA IS DESTROYED");
  });

  it("orders the new database before the old contract is cancelled", async () => {
    const { code, output } = await shop.up();
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("1 replaced") });
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 ACTIVE"]);
    expect(shop.emulator.control.journal().contracts.map((c) => `${c.event} ${c.contractNumber}`)).toEqual([
      "activated 423310",
      "activated 423311",
      "cancelled 423310",
    ]);
    expect(await shop.outputs()).toMatchObject({ contractNumber: "423311", storageGb: 50 });
    expect((await shop.up()).output).toContain("2 unchanged");
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 CANCELLED"]);
  });
});

describe("a replacement that Pulumi is told to make", () => {
  let shop: Shop;
  const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders";
  beforeAll(async () => {
    shop = await openShop();
    expect((await shop.up()).code).toBe(0);
  });
  afterAll(() => shop?.dispose());

  it("is refused without allowReplacement, and nothing is ordered", async () => {
    const { code, output } = await shop.up(["--replace", urn]);
    expect(code).not.toBe(0);
    expect(output).toContain("nothing was ordered: this database would be replaced");
    expect(output).toContain("allowReplacement: true");
    expect(shop.contracts()).toEqual(["423310 ACTIVE"]);
    expect((await shop.up()).output).toContain("2 unchanged");
  });

  it("never takes the database that is being replaced for the new one", async () => {
    shop.writeProgram(oneDatabase({ allowReplacement: true }));
    expect((await shop.up()).code).toBe(0);
    const { code, output } = await shop.up(["--replace", urn]);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("1 replaced") });
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 ACTIVE"]);
    expect(await shop.outputs()).toMatchObject({ contractNumber: "423311" });
  });

  it("works for a tainted database, too", async () => {
    expect((await shop.pulumi(["state", "taint", urn, "--yes"])).code).toBe(0);
    expect((await shop.up()).output).toContain("1 replaced");
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 CANCELLED", "423312 ACTIVE"]);
    expect((await shop.up()).output).toContain("2 unchanged");
  });
});

describe("resource options under which Pulumi would lose data or leave a bill running", () => {
  it.each([
    {
      options: { deletedWith: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" },
      says: "the bill would go on",
    },
    { options: { deleteBeforeReplace: true }, says: "destroys the data before there is a new database" },
  ])("are refused before anything is ordered: $options", async ({ options, says }) => {
    const shop = await openShop({ program: oneDatabase({}, options) });
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    expect(output).toContain(says);
    expect(output).not.toMatch(/at new ManagedDatabase|node_modules/);
    await shop.dispose();
  });
});
