import { oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(240_000);

const alias = (name: string) =>
  `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::${name}`;

describe("a database that gets another name in the program", () => {
  it("stays the same contract when the old name is given as an alias, also when it is to be replaced unasked", async () => {
    const shop = await openShop();
    expect((await shop.up()).code).toBe(0);
    shop.writeProgram(oneDatabase({}, { aliases: [alias("orders")] }).replace('"orders"', '"sales"'));
    expect((await shop.pulumi(["state", "taint", alias("orders"), "--yes"])).code).toBe(0);
    const forced = await shop.up();
    expect(forced).not.toMatchObject({ code: 0 });
    expect(forced.output).toContain("allowReplacement: true");
    expect(shop.booked()).toEqual(["Provision DONE"]);
    expect((await shop.pulumi(["state", "untaint", alias("orders"), "--yes"])).code).toBe(0);
    expect((await shop.up()).output).toContain("2 unchanged");
    // The old name is free again, and its database is another one.
    shop.writeProgram(
      oneDatabase({}, { aliases: [alias("orders")] }).replace('"orders"', '"sales"') +
        oneDatabase().split("\n").slice(1, 2).join("").replace("const db = ", ""),
    );
    expect(await shop.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 created") });
    expect(shop.contracts()).toEqual(["423310 ACTIVE", "423311 ACTIVE"]);
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 CANCELLED"]);
    await shop.dispose();
  });
});

describe("a database that the state has lost", () => {
  const lose = (shop: Shop) => shop.pulumi(["state", "delete", alias("orders"), "--yes"]);

  it("is refused to be ordered again, and let go of by its alias in the portal", async () => {
    const shop = await openShop();
    expect((await shop.up()).code).toBe(0);
    expect((await lose(shop)).code).toBe(0);
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    const [, released = ""] =
      /set its alias in the portal to "([^"]+)"/.exec(output.replaceAll('\\"', '"')) ?? [];
    expect(released).toMatch(/^orders \(shop\/dev\) -[0-9a-f]{20}$/);
    expect(shop.booked()).toHaveLength(1);

    shop.emulator.control.editContract("423310", { contractAlias: released });
    expect(await shop.up()).toMatchObject({ code: 0 });
    expect(shop.contracts()).toEqual(["423310 ACTIVE", "423311 ACTIVE"]);
    await shop.dispose();
  });

  it("is taken back by the option import", async () => {
    const shop = await openShop();
    expect((await shop.up()).code).toBe(0);
    expect((await lose(shop)).code).toBe(0);
    shop.writeProgram(oneDatabase({}, { import: "423310" }));
    expect(await shop.up()).toMatchObject({ code: 0 });
    expect(shop.booked()).toHaveLength(1);
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
    await shop.dispose();
  });
});

describe("a stack of the same project and name on another backend", () => {
  it("is refused, and kept apart by plusserver:namespace", async () => {
    const shop = await openShop();
    expect((await shop.up()).code).toBe(0);
    const other = {
      env: { PULUMI_BACKEND_URL: `file://${shop.dir}/home`, PLUSSERVER_NAMESPACE: "" },
    };
    expect((await shop.pulumi(["stack", "init", "dev"], other)).code).toBe(0);
    const refused = await shop.up([], other);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("set plusserver:namespace in one of them");
    expect(shop.booked()).toHaveLength(1);

    const apart = { env: { ...other.env, PLUSSERVER_NAMESPACE: "second" } };
    expect(await shop.up([], apart)).toMatchObject({ code: 0 });
    expect(shop.contracts()).toEqual(["423310 ACTIVE", "423311 ACTIVE"]);
    expect((await shop.destroy([], apart)).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 ACTIVE", "423311 CANCELLED"]);
    await shop.dispose();
  });
});

describe("retainOnDelete", () => {
  it("keeps the contract when the resource leaves the program", async () => {
    const shop = await openShop({ program: oneDatabase({}, { retainOnDelete: true }) });
    expect((await shop.up()).code).toBe(0);
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 ACTIVE"]);
    await shop.dispose();
  });
});
