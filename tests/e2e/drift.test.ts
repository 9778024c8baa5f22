import { openShop, type Shop } from "../support/shop";

jest.setTimeout(180_000);

describe("what was changed outside of the program", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    expect((await shop.up()).code).toBe(0);
  });
  afterAll(() => shop?.dispose());

  it("is shown by refresh and mended by the next up", async () => {
    shop.emulator.control.editContract("423310", {
      nodeSize: "b8-16",
      trustedSourceList: ["222.222.222.128/28", "8.8.4.4/32"],
    });
    const preview = await shop.pulumi(["refresh", "--preview-only", "--diff"]);
    expect(preview.output).toMatch(/~ nodeSize\s*: "b2-4" => "b8-16"/);
    expect(preview.output).toMatch(/"8\.8\.4\.4\/32"/);

    expect((await shop.refresh()).output).toContain("1 updated");
    const { resources = [] } = (await shop.exportState()).deployment;
    expect(resources.find(({ urn }) => urn.endsWith("::orders"))?.outputs).toMatchObject({
      nodeSize: "b8-16",
    });
    const before = shop.emulator.control.journal().orders.length;
    expect((await shop.up()).output).toContain("1 updated");
    expect(
      shop.emulator.control
        .journal()
        .orders.slice(before)
        .map(({ body }) => body),
    ).toEqual([
      {
        type: "Change",
        contractNumber: "423310",
        nodeSize: "b2-4",
        trustedSourceList: ["123.123.123.123/32", "222.222.222.128/28"],
      },
    ]);
  });

  it("in spelling alone is no difference", async () => {
    shop.emulator.control.editContract("423310", {
      trustedSourceList: ["222.222.222.129/28", "123.123.123.123"],
    });
    expect((await shop.refresh()).output).toContain("2 unchanged");
    expect((await shop.up()).output).toContain("2 unchanged");
  });

  it("to more storage is not undone: the error says what to write", async () => {
    shop.emulator.control.editContract("423310", { storageGb: 150 });
    expect((await shop.refresh()).code).toBe(0);
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("write storageGb: 150 to keep the database as it is");
    shop.emulator.control.editContract("423310", { storageGb: 50 });
    expect((await shop.refresh()).code).toBe(0);
  });

  it("with other credentials is an error that leaves the state as it was", async () => {
    shop.emulator.control.addFault({
      match: { path: "/contractEntityService/contracts/423310" },
      times: 50,
      effect: {
        kind: "answer",
        status: 404,
        body: { error: { code: "not_found", message: "no such contract" } },
      },
    });
    const { code, output } = await shop.refresh();
    expect(code).not.toBe(0);
    expect(output).toContain("are these the right credentials? Nothing was changed");
    shop.emulator.control.clearFaults();
    expect((await shop.up()).output).toContain("2 unchanged");
  });

  it("by a cancellation makes the database disappear by refresh, and the next up order a new one", async () => {
    shop.emulator.control.cancelContract("423310");
    expect((await shop.refresh()).output).toContain("1 deleted");
    expect((await shop.up()).output).toContain("1 created");
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 ACTIVE"]);
  });
});
