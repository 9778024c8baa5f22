import { runProgram } from "../support/hostProgram";
import { type HostRun, openHostRun, resourceType, urnOf } from "../support/hostRun";
import { smallDatabase } from "../support/shop";

let run: HostRun;
beforeAll(async () => {
  run = await openHostRun();
});
afterAll(() => run.close());

const args = JSON.stringify(smallDatabase);
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
/** What the program has registered under a name. */
const registered = (name: string) => {
  const found = run.monitor.registered.find((resource) => resource.name === name);
  if (!found) throw new Error(`${name} was not registered`);
  return found;
};

describe("a program of one database", () => {
  it("passes on what it wrote, what the engine does not tell a host, and the provider as text", async () => {
    expect(await runProgram(`new ManagedDatabase("orders", ${args});`, run)).toEqual({ code: 0, output: "" });
    expect(registered("orders")).toEqual({
      type: resourceType,
      name: "orders",
      inputs: run.declare("orders"),
      secretOutputs: ["password", "connectionUri"],
      importId: "",
    });
  });

  it("is ordered by a host that knows nothing else", async () => {
    const { inputs, failures } = await run.client.check({}, registered("orders").inputs);
    expect(failures).toEqual([]);
    expect((await run.client.create(inputs)).properties).toMatchObject({ contractNumber: "423310" });
  });
});

describe("a program of several databases", () => {
  beforeAll(async () => {
    const program = `
      class Shop extends pulumi.ComponentResource {
        constructor() { super("shop:index:Shop", "shop"); }
      }
      const opts = { parent: new Shop(), customTimeouts: { create: "90m" }, import: "423310" };
      new ManagedDatabase("child", ${args}, opts);
      const aliases = [{ name: "former" }, pulumi.output("urn:pulumi:dev::shop::a:b:C::c"), { parent: opts.parent }];
      new ManagedDatabase("renamed", ${args}, { aliases });
      new ManagedDatabase("hidden", {
        ...${args},
        billingProfile: Promise.resolve({ company: "Example GmbH", email: pulumi.secret("invoices@example.com") }),
        trustedSources: ["123.123.123.123", pulumi.secret("192.168.47.11")],
      }, { additionalSecretOutputs: ["host"] });`;
    expect(await runProgram(program, run)).toEqual({ code: 0, output: "" });
  });

  it("passes on parents, time limits, and an import, which is kept from the engine", () => {
    expect(registered("child")).toMatchObject({
      importId: "",
      inputs: {
        __urn: urnOf("child").replace("::pulumi-nodejs", "::shop:index:Shop$pulumi-nodejs"),
        __timeouts: { create: "90m" },
        __import: "423310",
      },
    });
  });

  it("tells what a resource was called before", () => {
    expect(registered("renamed").inputs.__formerUrns).toEqual([
      urnOf("former"),
      "urn:pulumi:dev::shop::a:b:C::c",
      urnOf("renamed").replace("::pulumi-nodejs", "::shop:index:Shop$pulumi-nodejs"),
    ]);
  });

  it("tells which inputs hold secrets, at any depth", () => {
    const { inputs, secretOutputs } = registered("hidden");
    expect(inputs.__secrets).toEqual(["trustedSources", "billingProfile"]);
    expect(inputs.trustedSources).toEqual(["123.123.123.123", secret("192.168.47.11")]);
    expect(secretOutputs).toEqual(["password", "connectionUri", "host"]);
  });
});

describe("a program with an option that would lose data or leave a bill", () => {
  it("fails, says why without a stack, and registers no such database", async () => {
    const refused = `new ManagedDatabase("refused", ${args}, { deletedWith: new pulumi.ComponentResource("a:b:C", "c") });`;
    const { code } = await runProgram(refused, run);
    expect(code).not.toBe(0);
    const said = run.engine.lines.filter(({ severity }) => severity === "error").at(-1)?.text;
    expect(said).toMatch(/ManagedDatabase "refused": .*Pulumi would not cancel the contract/);
    expect(said).not.toMatch(/^\s+at /m);
    expect(run.monitor.registered.map(({ name }) => name)).not.toContain("refused");
  });
});
