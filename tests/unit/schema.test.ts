import { checkInputs } from "../../provider/inputs/schema";

/** What the quickstart orders. */
const written = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123"],
  region: "DE-WEST",
  billingProfile: "046073",
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const engines =
  "mariadb-10.6, mariadb-10.11, mariadb-11.4, mysql-8.0, mysql-8.4, postgresql-14, postgresql-15, postgresql-16, couchdb-3.3, valkey-8.1";
const storageAdvice = "write a whole number of GB from 50 to 500 in steps of 50, such as";
const sourcesAdvice =
  'all access is closed at first; write at least one public address, such as ["123.123.123.123"]';

it("accepts what the quickstart orders, and adds the defaults", () => {
  expect(checkInputs(written)).toEqual({
    inputs: {
      ...written,
      trustedSources: ["123.123.123.123/32"],
      readReplicas: 0,
      allowReplacement: false,
    },
    failures: [],
    warnings: [],
  });
});

it.each([
  ["every engine", engines.split(", ").map((engine) => ({ engine }))],
  ["every size of storage", Array.from({ length: 10 }, (_, i) => ({ storageGb: 50 * (i + 1) }))],
  ["one to three replicas", [{ readReplicas: 1 }, { readReplicas: 2 }, { readReplicas: 3 }]],
  ["no replicas with an engine that has none", [{ engine: "couchdb-3.3", readReplicas: 0 }]],
  ["both regions", [{ region: "DE-WEST" }, { region: "DE-NORTH" }]],
  ["inputs that are null, as if left out", [{ readReplicas: null, allowReplacement: null }]],
])("accepts %s", (_what, variants: object[]) => {
  for (const variant of variants) expect(checkInputs({ ...written, ...variant }).failures).toEqual([]);
});

it.each([
  ["engine", "mariadb-10.12", `did you mean "mariadb-10.11"? write one of ${engines}`],
  ["engine", "MariaDB", `did you mean "mariadb-10.6"? write one of ${engines}`],
  ["engine", "oracle", `write one of ${engines}`],
  ["engine", 10.11, `is not an engine that can be ordered: write one of ${engines}`],
  ["nodeSize", "b2-5", 'is not a node size: did you mean "b2-4"? write one of b2-4, b4-8, b8-16'],
  ["nodeSize", ["b2-4"], "is not a node size: write one of b2-4"],
  ["region", "DE-SOUTH", 'is not a region: did you mean "DE-NORTH"? write one of DE-WEST, DE-NORTH'],
  ["region", "de-west", 'is not a region: did you mean "DE-WEST"?'],
  ["storageGb", 49, `cannot be ordered: ${storageAdvice} 50`],
  ["storageGb", 0, `cannot be ordered: ${storageAdvice} 50`],
  ["storageGb", -50, `cannot be ordered: ${storageAdvice} 50`],
  ["storageGb", 75, `cannot be ordered: ${storageAdvice} 100`],
  ["storageGb", 50.5, `cannot be ordered: ${storageAdvice} 100`],
  ["storageGb", 550, `cannot be ordered: ${storageAdvice} 500`],
  ["storageGb", "50", `is not a number: ${storageAdvice} 50`],
  ["storageGb", "big", `is not a number: ${storageAdvice} 50`],
  ["storageGb", Number.NaN, `cannot be ordered: ${storageAdvice} 50`],
  ["storageGb", Number.POSITIVE_INFINITY, `cannot be ordered: ${storageAdvice} 50`],
  ["billingProfile", "", "is not an id: write the id of an invoice profile as the portal shows it"],
  ["billingProfile", 46073, 'is not a text: write an id in quotes, such as "046073"'],
  ["readReplicas", 4, "is not possible: write a whole number from 0 to 3"],
  ["readReplicas", -1, "is not possible: write a whole number from 0 to 3"],
  ["readReplicas", 1.5, "is not possible: write a whole number from 0 to 3"],
  ["readReplicas", "2", "is not possible: write a whole number from 0 to 3"],
  ["readReplicas", Number.NaN, "is not possible: write a whole number from 0 to 3"],
  ["allowReplacement", "true", "is not a boolean: write true or false, without quotes"],
  ["trustedSources", "8.8.8.8", `is not a list of addresses: ${sourcesAdvice}`],
])("refuses %s: %j, shows it and says what to write", (property, value, advice) => {
  const { failures } = checkInputs({ ...written, [property]: value });
  expect(failures).toEqual([{ property, reason: expect.stringContaining(advice) }]);
  const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
  expect(failures[0]?.reason.startsWith(shown)).toBe(true);
});

it("refuses an empty list of trusted sources", () => {
  const { failures } = checkInputs({ ...written, trustedSources: [] });
  expect(failures).toEqual([{ property: "trustedSources", reason: `is empty: ${sourcesAdvice}` }]);
});

it("points at the one entry of trusted sources that is wrong, and leaves the list as it was written", () => {
  const trustedSources = ["8.8.8.8", "10.0.0.1", "203.0.113.1"];
  const { inputs, failures, warnings } = checkInputs({ ...written, trustedSources });
  expect(failures.map(({ property }) => property)).toEqual(["trustedSources[1]"]);
  expect(warnings.map(({ property }) => property)).toEqual(["trustedSources[2]"]);
  expect(inputs.trustedSources).toEqual(trustedSources);
});

it("refuses replicas of an engine that has none", () => {
  const { failures } = checkInputs({ ...written, engine: "couchdb-3.3", readReplicas: 1 });
  const reason = "1 is not possible: couchdb-3.3 has no read replicas; write 0 or leave it out";
  expect(failures).toEqual([{ property: "readReplicas", reason }]);
});

it("points into the data of a new billing profile", () => {
  const billingProfile = { company: "Example GmbH", country: "de" };
  const properties = checkInputs({ ...written, billingProfile }).failures.map(({ property }) => property);
  expect(properties.sort()).toEqual([
    "billingProfile.city",
    "billingProfile.country",
    "billingProfile.email",
    "billingProfile.postalCode",
    "billingProfile.street",
  ]);
});

it.each([
  ["storageGB", "storageGb"],
  ["storage", "storageGb"],
  ["trustedSource", "trustedSources"],
  ["trusted_sources", "trustedSources"],
  ["replicas", "readReplicas"],
])("refuses the input %s and suggests %s", (name, meant) => {
  const { failures, inputs } = checkInputs({ ...written, [name]: 1 });
  const reason = `is not an input of ManagedDatabase: did you mean "${meant}"? The inputs are engine, nodeSize, storageGb, trustedSources, region, billingProfile, readReplicas, allowReplacement`;
  expect(failures).toEqual([{ property: name, reason }]);
  expect(inputs).not.toHaveProperty(name);
});

it("names every input that is missing, at once", () => {
  const { failures } = checkInputs({});
  expect(failures.map(({ property }) => property).sort()).toEqual(Object.keys(written).sort());
  for (const { reason } of failures) expect(reason).toMatch(/^is missing: .*(needs it|write at least one)/);
});

it("never fails on what a preview does not know yet, and passes it on as it came", () => {
  const all = { ...written, readReplicas: 0, allowReplacement: false };
  for (const name of Object.keys(all)) {
    const { inputs, failures } = checkInputs({ ...all, [name]: unknown });
    expect({ name, failures }).toEqual({ name, failures: [] });
    expect(inputs[name as keyof typeof inputs]).toBe(unknown);
  }
  const trustedSources = ["9.9.9.9", unknown, "8.8.8.8"];
  const partly = checkInputs({ ...written, trustedSources, readReplicas: 2, engine: unknown });
  expect(partly.failures).toEqual([]);
  expect(partly.inputs.trustedSources).toEqual(trustedSources);
});
