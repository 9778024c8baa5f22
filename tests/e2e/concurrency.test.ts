import { openShop, type Shop } from "../support/shop";

jest.setTimeout(240_000);

/** A PostgreSQL server that may get a table; `.ci/run` names one, a developer may. */
const server = process.env.PULUMI_PLUSSERVER_POSTGRES;
const table = `pulumi_${Date.now()}_${process.pid}`;

const backends: { backend: string; env: Record<string, string> }[] = [
  { backend: "a folder", env: {} },
  ...(server ? [{ backend: "PostgreSQL", env: { PULUMI_BACKEND_URL: `${server}&table=${table}` } }] : []),
];

describe.each(backends)("two people who run pulumi up at once, with the state in $backend", ({ env }) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ env });
    shop.emulator.control.settings({ provisionMs: 4_000 });
  });
  afterAll(() => shop?.dispose());

  it("order one database", async () => {
    const results = await Promise.all([shop.up(), shop.up()]);
    const [first, second] = results.sort((a, b) => a.code - b.code);
    expect(first).toMatchObject({ code: 0 });
    // Whoever comes second is refused by Pulumi's lock, or comes late enough to find nothing to do.
    if (second?.code !== 0) expect(second?.output).toMatch(/locked/i);
    expect(await shop.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 unchanged") });
    expect(shop.booked()).toEqual(["Provision DONE"]);
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
  });
});

describe("two people whose backends do not know of each other", () => {
  it("order one database between them: the second finds the order of the first", async () => {
    const shop = await openShop();
    shop.emulator.control.settings({ provisionMs: 4_000 });
    const other = { env: { PULUMI_BACKEND_URL: `file://${shop.dir}/home` } };
    expect((await shop.pulumi(["stack", "init", "dev"], other)).code).toBe(0);
    const results = await Promise.all([shop.up(), shop.up([], other)]);
    expect(results.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    const live = shop.emulator.control.contracts().filter(({ status }) => status === "ACTIVE");
    expect(live).toHaveLength(1);
    await shop.dispose();
  });
});
