import { oneDatabase, openShop, type Shop, smallDatabase } from "../support/shop";

jest.setTimeout(240_000);

const bookings = (shop: Shop) => shop.emulator.control.journal().orders.length;

describe("a contract that the program does not know", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    expect((await shop.up()).code).toBe(0);
    // The state is lost; the contract is not.
    expect((await shop.pulumi(["stack", "rm", "--force", "--yes", "--preserve-config"])).code).toBe(0);
    expect((await shop.pulumi(["stack", "init", shop.stackName])).code).toBe(0);
  });
  afterAll(() => shop?.dispose());

  it("is not ordered a second time: the refusal names it and the ways out", async () => {
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    expect(output).toContain("nothing was ordered");
    expect(output).toContain("contract 423310 (ACTIVE)");
    expect(output).toMatch(/import: .*plusserver:namespace .*set its alias in the portal to/s);
    expect(bookings(shop)).toBe(1);
  });

  it.each([
    [{ engine: "postgresql-16" }, 'write engine: "mariadb-10.11"'],
    [{ region: "DE-NORTH" }, 'write region: "DE-WEST"'],
  ])("cannot be taken over by a program that asks for %j", async (args, says) => {
    shop.writeProgram(oneDatabase(args, { import: "423310" }));
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    expect(output).toContain("contract 423310 cannot be taken over");
    expect(output).toContain(says);
  });

  it("must exist and be written as a number", async () => {
    shop.writeProgram(oneDatabase({}, { import: "999999" }));
    expect((await shop.up()).output).toContain("contract 999999 (option import) does not exist");
    shop.writeProgram(oneDatabase({}, { import: "orders" }));
    expect((await shop.preview()).output).toContain(
      'write the number of a contract as the portal shows it, such as "423310"',
    );
  });

  it("is taken over by the option import, with its credentials and without an order", async () => {
    shop.writeProgram(oneDatabase({ nodeSize: "b4-8", storageGb: 100 }, { import: "423310" }));
    expect((await shop.preview()).output).toContain(
      "contract 423310 is taken over (option import), unless the state holds it already: nothing is ordered",
    );
    expect(await shop.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 created") });
    expect(await shop.outputs({ showSecrets: true })).toMatchObject({
      contractNumber: "423310",
      nodeSize: "b2-4",
      storageGb: 50,
      password: expect.stringMatching(/.{8}/),
    });
    expect(bookings(shop)).toBe(1);
  });

  it("is changed by the next up where the program asks for more, as its preview shows", async () => {
    const preview = await shop.preview(["--diff"]);
    expect(preview.output).toContain(
      'contract 423310 is changed to what the program asks for: nodeSize: "b2-4" => "b4-8", storageGb: 50 => 100',
    );
    expect((await shop.up()).output).toContain("1 updated");
    expect(shop.emulator.control.journal().orders.at(-1)?.body).toEqual({
      type: "Change",
      contractNumber: "423310",
      nodeSize: "b4-8",
      storageGb: 100,
    });
    expect((await shop.up()).output).toContain("2 unchanged");
  });

  it("cannot be taken over by two resources", async () => {
    const second = `new ManagedDatabase("second", ${JSON.stringify({ ...smallDatabase, storageGb: 100 })}, { import: "423310" });`;
    shop.writeProgram(oneDatabase({ nodeSize: "b4-8", storageGb: 100 }, { import: "423310" }) + second);
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /contract 423310 cannot be taken over: urn:pulumi:dev::shop::.*::orders holds it already/,
    );
  });

  it("stays with the resource when the option is taken out again, and is cancelled by destroy", async () => {
    shop.writeProgram(oneDatabase({ nodeSize: "b4-8", storageGb: 100 }));
    expect((await shop.up()).output).toContain("2 unchanged");
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
  });
});

describe("ManagedDatabase.get", () => {
  it("reads a database of another stack and never changes or cancels it", async () => {
    const shop = await openShop();
    expect((await shop.up()).code).toBe(0);
    const { password } = await shop.outputs({ showSecrets: true });
    shop.writeProgram(`const { ManagedDatabase } = require("pulumi-plusserver");
const db = ManagedDatabase.get("shared", "423310");
Object.assign(exports, { host: db.host, engine: db.engine, password: db.password, uri: db.connectionUri });
`);
    expect((await shop.pulumi(["stack", "init", "reader"])).code).toBe(0);
    const reader = { env: { PULUMI_STACK: "reader" } };
    expect(await shop.up([], reader)).toMatchObject({ code: 0 });
    const outputs = await shop.pulumi(["stack", "output", "--json", "--show-secrets"], reader);
    expect(JSON.parse(outputs.stdout)).toMatchObject({ engine: "mariadb-10.11", password });
    const hidden = await shop.pulumi(["stack", "output", "--json"], reader);
    expect(JSON.parse(hidden.stdout)).toMatchObject({ password: "[secret]", uri: "[secret]" });
    expect((await shop.destroy([], reader)).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 ACTIVE"]);
    expect(bookings(shop)).toBe(1);
    await shop.dispose();
  });
});
