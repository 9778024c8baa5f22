import type { Properties } from "../support/hostClient";
import { type HostRun, openHostRun } from "../support/hostRun";

let run: HostRun;
beforeAll(async () => {
  run = await openHostRun();
});
afterAll(() => run.close());

/** What the engine sends in a preview for a value that is not known yet. */
const sentinels: [string, string][] = [
  ["string", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
  ["bool", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
  ["number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
  ["array", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
  ["asset", "030794c1-ac77-496b-92df-f27374a8bd58"],
  ["archive", "e48ece36-62e2-4504-bad9-02848725956a"],
  ["object", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"],
];

const inputNames = [
  "engine",
  "nodeSize",
  "storageGb",
  "trustedSources",
  "region",
  "billingProfile",
  "readReplicas",
  "allowReplacement",
];
const profile = {
  company: "Example GmbH",
  street: "Example Street 1",
  postalCode: "50667",
  city: "Cologne",
  country: "DE",
  email: "invoices@example.com",
};

describe.each(sentinels)("an unknown %s", (_type, unknown) => {
  it.each(inputNames)("in place of %s passes check and diff, and comes back as it is", async (name) => {
    const olds = await run.check("orders");
    const inputs = await run.check("orders", { [name]: unknown }, olds);
    expect(inputs[name]).toBe(unknown);
    const stored = { ...olds, orderStatus: "DONE", password: "x" };
    expect(await run.client.diff("1", stored, inputs)).toEqual({
      changes: "unknown",
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("in place of everything at once passes a first check", async () => {
    const change = Object.fromEntries(inputNames.map((name) => [name, unknown]));
    expect(await run.check("all", change)).toMatchObject(change);
  });

  it.each<[string, Properties]>([
    ["an address", { trustedSources: ["222.222.222.128/28", unknown] }],
    ["a new profile's city", { billingProfile: { ...profile, city: unknown } }],
  ])("in place of %s leaves the rest as it was written", async (_where, change) => {
    expect(await run.check("nested", change)).toMatchObject(change);
  });
});

it("makes no price of an unknown size, and a price of everything else", async () => {
  const [[, unknown] = []] = sentinels;
  expect(await run.check("orders", { storageGb: unknown })).toMatchObject({ monthlyCost: unknown });
  expect(await run.check("orders", { engine: unknown })).toMatchObject({ monthlyCost: "94.82 EUR" });
});

it("still names what is wrong beside an unknown value", async () => {
  const [[, unknown] = []] = sentinels;
  const declared = run.declare("orders", { trustedSources: [unknown, "10.0.0.1"] });
  const { failures } = await run.client.check({}, declared);
  expect(failures.map(({ property }) => property)).toEqual(["trustedSources[1]"]);
});
