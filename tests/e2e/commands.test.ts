import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { oneDatabase, openShop, type Shop, smallDatabase } from "../support/shop";

jest.setTimeout(240_000);

const main = join(__dirname, "..", "..", "dist", "provider", "commands", "main.js");

/** Runs `npx pulumi-plusserver ARGS` in the folder of the project. */
async function run(shop: Shop, ...args: string[]) {
  const options = { cwd: shop.dir, env: shop.env };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], options);
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe("pulumi-plusserver import-file", () => {
  let shop: Shop;
  const file = () => join(shop.dir, "import.json");
  beforeAll(async () => {
    shop = await openShop({ program: oneDatabase({ nodeSize: "b4-8", trustedSources: ["8.8.8.8"] }) });
    expect((await shop.up()).code).toBe(0);
    expect((await shop.pulumi(["stack", "rm", "--force", "--yes", "--preserve-config"])).code).toBe(0);
    expect((await shop.pulumi(["stack", "init", shop.stackName])).code).toBe(0);
  });
  afterAll(() => shop?.dispose());

  it("writes a file with no secret in it, and the declaration for the program", async () => {
    const { code, output } = await run(shop, "import-file", "--contract", "423310", "--name", "orders");
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('new ManagedDatabase("orders", {');
    expect(output).toContain('  nodeSize: "b4-8",');
    expect(output).toContain("pulumi import --file import.json --generate-code=false --protect=false");
    const written = readFileSync(file(), "utf8");
    expect(JSON.parse(written).resources[0]).toMatchObject({
      logicalName: "orders",
      outputs: { password: null },
    });
    const sent = shop.emulator.control.journal().requests.map(({ path }) => path);
    expect(sent.filter((path) => path.endsWith("/credentials"))).toHaveLength(1); // The one of the first up.
  });

  it("makes pulumi import take over the contract, whose credentials the next up fetches without an order", async () => {
    const args = ["import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes"];
    expect(await shop.pulumi(args)).toMatchObject({ code: 0 });
    const before = await shop.preview();
    expect(before).toMatchObject({ code: 0, output: expect.stringContaining("1 to update") });
    expect(await shop.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await shop.outputs({ showSecrets: true })).toMatchObject({
      contractNumber: "423310",
      password: expect.stringMatching(/.{8}/),
      connectionUri: expect.stringContaining("mariadb://"),
    });
    expect(await shop.outputs()).toMatchObject({ password: "[secret]" });
    expect(shop.booked()).toEqual(["Provision DONE"]);
    expect((await shop.up()).output).toContain("2 unchanged");
    expect((await shop.refresh()).code).toBe(0);
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
  });

  it("says what is missing or wrong", async () => {
    expect(await run(shop, "import-file", "--name", "orders")).toMatchObject({
      code: 1,
      output: expect.stringContaining("--contract is missing"),
    });
    const unknown = await run(shop, "import-file", "--contract", "999999", "--name", "orders");
    expect(unknown.output).toContain("could not read contract 999999: HTTP 404");
    const cancelled = await run(shop, "import-file", "--contract", "423310", "--name", "orders");
    expect(cancelled.output).toContain("contract 423310 is CANCELLED: there is nothing to import");
  });
});

describe("pulumi-plusserver leftovers", () => {
  it("finds what an interrupted run ordered before its resource was taken out of the program", async () => {
    const shop = await openShop({
      program: `${oneDatabase()}new ManagedDatabase("kept", ${JSON.stringify(smallDatabase)});`,
    });
    expect((await shop.up()).code).toBe(0);
    expect((await run(shop, "leftovers")).output).toContain("Nothing is left over");

    // The host dies while it waits for a third database, whose declaration then goes.
    shop.emulator.control.settings({ provisionMs: 12_000 });
    shop.writeProgram(
      `${oneDatabase()}new ManagedDatabase("kept", ${JSON.stringify(smallDatabase)});
new ManagedDatabase("forgotten", ${JSON.stringify({ ...smallDatabase, engine: "valkey-8.1" })});`,
    );
    const up = shop.spawn(["up", "--yes", "--skip-preview"]);
    await up.waitForOutput(/forgotten creating \(\d+s\) order/);
    for (const { pid } of shop.processes(/dynamic-provider/)) process.kill(pid, "SIGKILL");
    up.signal("SIGKILL");
    await up.exited;
    await shop.pulumi(["cancel", "--yes"]);

    const { output } = await run(shop, "leftovers");
    expect(output).toContain("The state of shop/dev does not hold this database:");
    expect(output).toMatch(/no contract yet|contract 423312/);
    expect(output).toContain("valkey-8.1 in DE-WEST");
    expect(output).toMatch(/alias "forgotten \(shop\/dev\) ~[0-9a-f]{20}"/);
    expect(output).toContain("declare it again, and pulumi up goes on with it");
    expect(output).not.toContain("orders (shop/dev)");

    // The way out that it names.
    shop.emulator.control.settings({ provisionMs: 100 });
    expect(await shop.up()).toMatchObject({ code: 0 });
    expect((await run(shop, "leftovers")).output).toContain("Nothing is left over");
    expect(shop.emulator.control.journal().orders).toHaveLength(3);
    await shop.dispose();
  });

  it("says what to do where there is no project", async () => {
    const shop = await openShop();
    const { code, output } = await run({ ...shop, dir: "/" }, "leftovers");
    expect(code).toBe(1);
    expect(output).toMatch(/Pulumi\.yaml|no Pulumi project/i);
    expect((await run(shop, "--help")).output).toContain("pulumi-plusserver leftovers [--stack NAME]");
    await shop.dispose();
  });
});
