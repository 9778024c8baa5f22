import { join } from "node:path";
import { connectionOf, oneDatabase, openShop, smallDatabase } from "../support/shop";

jest.setTimeout(180_000);

describe("two databases of which one needs the other", () => {
  it("are ordered one after the other and cancelled in the opposite order", async () => {
    const shop = await openShop({
      program: `const { ManagedDatabase } = require("pulumi-plusserver");
const args = ${JSON.stringify(smallDatabase)};
const first = new ManagedDatabase("first", args);
const second = new ManagedDatabase("second", { ...args, billingProfile: first.billingProfileId }, { dependsOn: first });
exports.numbers = [first.contractNumber, second.contractNumber];
`,
    });
    const preview = await shop.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("3 to create") });
    expect((await shop.up()).output).toContain("3 created");
    expect(await shop.outputs()).toEqual({ numbers: ["423310", "423311"] });
    expect((await shop.destroy()).output).toContain("3 deleted");
    const events = shop.emulator.control.journal().contracts.map((c) => `${c.event} ${c.contractNumber}`);
    expect(events).toEqual(["activated 423310", "activated 423311", "cancelled 423311", "cancelled 423310"]);
    await shop.dispose();
  });
});

describe("a program whose inputs are not known in preview", () => {
  const program = `const pulumi = require("@pulumi/pulumi");
const { ManagedDatabase } = require("pulumi-plusserver");
class Address extends pulumi.dynamic.Resource {
  constructor(name) {
    super({ create: async () => ({ id: name, outs: { ip: "8.8.4.4", size: 100 } }) }, name, { ip: undefined, size: undefined });
  }
}
const address = new Address("office");
const db = new ManagedDatabase("orders", { ...${JSON.stringify(smallDatabase)},
  trustedSources: [address.ip, "123.123.123.123"], storageGb: address.size });
exports.cost = db.monthlyCost;
exports.sources = db.trustedSources;
`;
  it("is previewed without an error and ordered with the values", async () => {
    const shop = await openShop({ program });
    expect(await shop.preview()).toMatchObject({ code: 0, output: expect.stringContaining("3 to create") });
    expect(shop.requests()).toBe(0);
    expect(await shop.up()).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
    expect(await shop.outputs()).toEqual({
      cost: "109.12 EUR",
      sources: ["8.8.4.4/32", "123.123.123.123/32"],
    });
    await shop.dispose();
  });
});

describe("a program in TypeScript", () => {
  it("is type-checked: a wrong engine or a missing input does not compile", async () => {
    const shop = await openShop({
      language: "typescript",
      program: `import { ManagedDatabase } from "pulumi-plusserver";
new ManagedDatabase("orders", { ...${JSON.stringify({ ...smallDatabase, engine: undefined })}, engine: "oracle-23", region: "DE-WEST", nodeSize: "b2-4" });
`,
    });
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(/'"oracle-23"' is not assignable to type .*mariadb-10\.6/s);
    await shop.dispose();
  });

  it("orders what the quickstart orders", async () => {
    const shop = await openShop({
      language: "typescript",
      program: { dir: join(__dirname, "..", "..", "examples", "quickstart") },
    });
    expect(await shop.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 created") });
    expect(await shop.outputs()).toMatchObject({ monthlyCost: "94.82 EUR", connectionUri: "[secret]" });
    await shop.dispose();
  });
});

describe("a program of the Automation API", () => {
  it("orders and cancels a database from inside another program", async () => {
    const shop = await openShop({ program: oneDatabase() });
    const { pulumiCommand, workDir, envVars } = await shop.automation();
    const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
    const { ManagedDatabase } = await import("../../dist/provider/index.js");
    const program = async () => {
      const db = new ManagedDatabase("inline", smallDatabase as never);
      return { contractNumber: db.contractNumber, password: db.password };
    };
    const stack = await LocalWorkspace.createStack(
      { stackName: "inline", projectName: "shop", program },
      {
        pulumiCommand,
        workDir,
        envVars: { ...envVars, ...connectionOf(shop.emulator), PULUMI_STACK: "inline" },
      },
    );
    const { outputs } = await stack.up();
    expect(outputs).toMatchObject({
      contractNumber: { value: "423310", secret: false },
      password: { value: expect.stringMatching(/.{8}/), secret: true },
    });
    await stack.destroy();
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
    await shop.dispose();
  });
});
