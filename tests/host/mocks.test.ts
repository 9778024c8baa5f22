import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import type { ManagedDatabaseArgs } from "../../provider/index";

/** What a user's unit test says the engine would answer. */
const mocked: MockResourceArgs[] = [];
beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        mocked.push(args);
        return {
          id: "7deb3cc0b4e5f3a65901ab84",
          state: { ...args.inputs, host: "node-1.ps-xaas.io", port: 3306, monthlyCost: "94.82 EUR" },
        };
      },
      call: () => ({}),
    },
    "shop",
    "prod",
  );
});

/** As a user's program loads it, after the mocks are set. */
const load = () => require("../../dist/provider/index.js") as typeof import("../../provider/index");
const read = <Value>(output: pulumi.Output<Value>) =>
  new Promise<Value>((resolve) => {
    output.apply((value) => resolve(value as Value));
  });

const args: ManagedDatabaseArgs = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123"],
  region: "DE-WEST",
  billingProfile: "046073",
};

it("gives a user's unit test its inputs and the outputs that the mocks make up", async () => {
  const db = new (load().ManagedDatabase)("orders", args);
  expect(await read(db.id)).toBe("7deb3cc0b4e5f3a65901ab84");
  expect(await read(db.urn)).toMatch(/^urn:pulumi:prod::shop::.*ManagedDatabase::orders$/);
  expect(await read(db.engine)).toBe("mariadb-10.11");
  expect(await read(pulumi.interpolate`${db.host}:${db.port}`)).toBe("node-1.ps-xaas.io:3306");
  expect(await read(db.monthlyCost)).toBe("94.82 EUR");
  // What the mocks do not make up is there, and undefined.
  expect(await read(db.contractNumber)).toBeUndefined();
});

it("shows the mocks what the program wrote, and no address of a monitor", async () => {
  const db = new (load().ManagedDatabase)("shown", { ...args, region: pulumi.secret("DE-NORTH" as const) });
  await read(db.id);
  const { inputs, type } = mocked.find(({ name }) => name === "shown") ?? {};
  expect(type).toBe("pulumi-nodejs:dynamic/plusserver:ManagedDatabase");
  expect(inputs).toMatchObject({
    ...args,
    region: { value: "DE-NORTH" },
    __run: { monitor: "", stack: "organization/shop/prod" },
    __secrets: ["region"],
    __provider: expect.stringContaining('("pulumi-plusserver/provider")'),
  });
});

it("can be read, parented and depended on", async () => {
  const { ManagedDatabase } = load();
  const parent = new pulumi.ComponentResource("shop:index:Shop", "shop");
  const first = new ManagedDatabase("first", args, { parent });
  const second = new ManagedDatabase(
    "second",
    { ...args, billingProfile: first.billingProfileId },
    { dependsOn: first },
  );
  const got = ManagedDatabase.get("got", "423310");
  expect(await read(first.urn)).toContain("shop:index:Shop$pulumi-nodejs:dynamic");
  expect(await read(second.port)).toBe(3306);
  expect(await read(got.host)).toBe("node-1.ps-xaas.io");
  expect(mocked.find(({ name }) => name === "got")).toMatchObject({ id: "423310", inputs: { __get: true } });
});

it("refuses in a unit test, too, what would lose data", () => {
  const { ManagedDatabase } = load();
  const refused = () => new ManagedDatabase("refused", args, { deleteBeforeReplace: true });
  expect(refused).toThrow('ManagedDatabase "refused": the option deleteBeforeReplace destroys the data');
});
