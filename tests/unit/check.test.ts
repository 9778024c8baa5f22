import { createFakeEngine } from "../support/fakeEngine";
import { startProvider } from "../support/providerProcess";
import { createVirtualClock } from "../support/virtualClock";

const urn = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const written = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123"],
  region: "DE-WEST",
  billingProfile: "046073",
};
const run = { monitor: "", stack: "acme/shop/prod" };

/** One process of the host: preview needs neither settings nor a service. */
function openProcess(environment: Record<string, string> = {}) {
  const engine = createFakeEngine();
  const handle = () => {
    throw new Error("something was sent");
  };
  const provider = startProvider({ environment, clock: createVirtualClock(), engine }, { handle });
  const check = (olds: object, change: object = {}) =>
    provider.check({ ...olds }, { ...written, __urn: urn, __run: run, ...change });
  return { engine, check, provider };
}

it("adds defaults, price and reference, and lets nothing of the run reach the state", async () => {
  const { inputs, failures } = await openProcess().check({}, { __secrets: [], __timeouts: { create: "2h" } });
  expect(failures).toEqual([]);
  expect(inputs).toEqual({
    ...written,
    trustedSources: ["123.123.123.123/32"],
    readReplicas: 0,
    allowReplacement: false,
    monthlyCost: "94.82 EUR",
    __urn: urn,
    __reference: { readable: "orders (shop/prod)", hash: expect.stringMatching(/^[0-9a-f]{20}$/) },
    __timeouts: { create: "2h" },
  });
});

it.each(["nodeSize", "storageGb", "readReplicas"])(
  "does not know the price before it knows %s",
  async (name) => {
    const { inputs, failures } = await openProcess().check({}, { [name]: unknown });
    expect({ cost: inputs.monthlyCost, failures }).toEqual({ cost: unknown, failures: [] });
  },
);

it("says nothing about the price that is not a price, beside inputs that are wrong", async () => {
  const { inputs } = await openProcess().check({}, { nodeSize: undefined, storageGb: "50 GB" });
  expect(inputs.monthlyCost).toBe("unknown");
});

it("differs by organization and namespace, so that two stacks of one name are not taken for each other", async () => {
  const hashes = await Promise.all([
    openProcess().check({}),
    openProcess().check({}, { __run: { ...run, stack: "other/shop/prod" } }),
    openProcess({ PLUSSERVER_NAMESPACE: "blue" }).check({}),
  ]).then((results) => results.map(({ inputs }) => inputs.__reference.hash));
  expect(new Set(hashes).size).toBe(3);
});

it("keeps the reference for good: through renames, another namespace, and a replacement", async () => {
  const __reference = { readable: "before (shop/prod)", hash: "0123456789abcdef0123" };
  const { check } = openProcess({ PLUSSERVER_NAMESPACE: "blue" });
  const olds = (await openProcess().check({})).inputs;
  expect((await check({ ...olds, __reference })).inputs.__reference).toEqual(__reference);
  // In a replacement the engine checks once more, as if there had been nothing.
  expect((await check({})).inputs.__reference).toEqual(__reference);
});

it("refuses to replace a database that is there, and nothing where there is none", async () => {
  const { check } = openProcess();
  const olds = (await check({})).inputs;
  const properties = async (from: object) =>
    (await check(from, { engine: "mysql-8.0" })).failures.map((f) => f.property);
  expect(await properties(olds)).toEqual(["engine"]);
  expect(await properties({})).toEqual([]);
});

it("warns of addresses that are worth a second look", async () => {
  const { check, engine } = openProcess();
  await check({}, { trustedSources: ["203.0.113.1", "9.0.0.0/8"] });
  expect(engine.warnings).toEqual([
    'trustedSources[0]: "203.0.113.1" is a documentation range: nobody connects from there',
    'trustedSources[1]: "9.0.0.0/8" is a very wide range: ideally a single address is opened',
  ]);
});

it.each([
  ["trustedSources", ["123.45.67.89/24"], /123\.45/],
  ["trustedSources", ["2a00:77:: : x"], /77/],
  ["billingProfile", " 991234", /991234/],
  ["engine", "mariadb-10.12", /10\.1/],
  ["storageGb", 275, /275|300/],
])(
  "shows nothing of %s where that is a secret: neither value nor advice made of it",
  async (name, value, traces) => {
    const { check } = openProcess();
    const { failures } = await check({}, { [name]: value, __secrets: [name] });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.property).toBe("");
    expect(failures[0]?.reason).toMatch(new RegExp(`^${name}.* \\(a secret\\) is not valid\\.`));
    expect(failures[0]?.reason).not.toMatch(traces);
  },
);

it("shows nothing of secret addresses in warnings either", async () => {
  const { check, engine } = openProcess();
  await check({}, { trustedSources: ["203.0.113.1"], __secrets: ["trustedSources"] });
  expect(engine.warnings).toEqual([]);
});

it("shows nothing of a secret storage that would shrink", async () => {
  const { check } = openProcess();
  const olds = { ...(await check({})).inputs, storageGb: 350 };
  const [failure] = (await check(olds, { storageGb: 250, __secrets: ["storageGb"] })).failures;
  expect(failure?.reason).not.toMatch(/[23]50/);
});
