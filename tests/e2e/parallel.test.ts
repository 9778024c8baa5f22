import { openShop, smallDatabase } from "../support/shop";

jest.setTimeout(240_000);

const count = 40;
const program = `const { ManagedDatabase } = require("pulumi-plusserver");
for (let number = 1; number <= ${count}; number++)
  new ManagedDatabase("database-" + number, ${JSON.stringify(smallDatabase)});
`;
const hint = /databases ordered at a time: 10; at least \d+ more to come.* pulumi up --parallel 200/;

it("orders 40 databases, a few at a time with a hint, or all at once with few requests", async () => {
  const shop = await openShop({ program });
  shop.emulator.control.settings({ provisionMs: { Provision: 5_000 } });
  const few = await shop.up(["--parallel", "10"]);
  expect({ code: few.code, output: few.output }).toMatchObject({
    code: 0,
    output: expect.stringMatching(hint),
  });
  const [, diagnostics = ""] = few.output.split("Diagnostics:");
  expect(diagnostics.match(/more to come/g)).toHaveLength(1);
  expect((await shop.destroy(["--parallel", "256"])).code).toBe(0);

  const before = shop.requests();
  const all = await shop.up(["--parallel", "256"]);
  expect({ code: all.code, output: all.output }).toMatchObject({ code: 0 });
  expect(all.output).not.toContain("more to come");
  expect(shop.requests() - before).toBeLessThanOrEqual(5 * count);
  expect(shop.contracts().filter((contract) => contract.endsWith("ACTIVE"))).toHaveLength(count);
  expect((await shop.destroy(["--parallel", "256"])).code).toBe(0);
  await shop.dispose();
});
