import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { query } from "../support/databaseClient";
import { openShop, type Shop } from "../support/shop";

jest.setTimeout(180_000);

describe("the example app-schema", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({
      language: "typescript",
      program: { dir: join(__dirname, "..", "..", "examples", "app-schema") },
      packages: ["pg", "@types/pg"],
      service: { servers: "auto", clientAddress: "123.123.123.123" },
    });
    Object.assign(shop.env, { NODE_EXTRA_CA_CERTS: shop.emulator.caFile });
  });
  afterAll(() => shop?.dispose());

  const ask = async (...statements: string[]) => {
    const { connectionUri: uri } = (await shop.outputs({ showSecrets: true })) as { connectionUri: string };
    return query({ uri, caFile: shop.emulator.caFile, statements });
  };
  const up = async () => {
    const { code, output } = await shop.up();
    expect(code === 0 ? "" : output).toBe("");
    return output;
  };

  it("makes the tables of the application once the database is there", async () => {
    expect(await up()).toContain("3 created");
    expect((await shop.outputs()).applied).toEqual(["001-create-orders.sql", "002-add-total.sql"]);
    expect(await ask("INSERT INTO orders (customer, total) VALUES ('a', 7.5) RETURNING id, total")).toEqual([
      [{ id: 1, total: "7.50" }],
    ]);
  });

  it("applies a new migration alone, and keeps what is in the tables", async () => {
    expect(await up()).toContain("3 unchanged");
    const sql = "ALTER TABLE orders ADD COLUMN paid boolean NOT NULL DEFAULT false;";
    writeFileSync(join(shop.dir, "migrations", "003-add-paid.sql"), sql);
    expect(await up()).toContain("1 updated");
    expect(await ask("SELECT customer, total, paid FROM orders")).toEqual([
      [{ customer: "a", total: "7.50", paid: false }],
    ]);
  });

  it("refuses to change a migration that was applied", async () => {
    writeFileSync(join(shop.dir, "migrations", "003-add-paid.sql"), "SELECT 1;");
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("003-add-paid.sql was applied already");
  });

  it("does not show the password", async () => {
    const [login] = shop.emulator.control.credentials("423310").credentialList;
    const state = JSON.stringify(await shop.exportState());
    expect(state).not.toContain(login?.password);
    expect(state).not.toContain(encodeURIComponent(login?.password ?? ""));
  });
});
