import { findChanges, refuseChanges } from "../../provider/inputs/changes";

const profile = { company: "Example GmbH", country: "DE" };
const olds = {
  engine: "mariadb-10.6",
  nodeSize: "b2-4",
  storageGb: 100,
  trustedSources: ["8.8.8.8/32"],
  region: "DE-WEST",
  billingProfile: "046073",
  readReplicas: 0,
  allowReplacement: false,
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

it.each([
  ["engine", "mariadb-10.11", "replace"],
  ["region", "DE-NORTH", "replace"],
  ["storageGb", 50, "replace"],
  ["storageGb", 150, "change"],
  ["nodeSize", "b4-8", "change"],
  ["trustedSources", ["9.9.9.9/32"], "change"],
  ["billingProfile", "046074", "change"],
  ["billingProfile", profile, "change"],
  ["readReplicas", 2, "change"],
  ["allowReplacement", true, "none"],
  ["engine", unknown, "change"],
  ["storageGb", unknown, "change"],
  ["trustedSources", ["8.8.8.8/32", unknown], "change"],
])("a change of %s to %j is for: %s", (name, to, effect) => {
  const from = olds[name as keyof typeof olds];
  expect(findChanges(olds, { ...olds, [name]: to })).toEqual([{ name, from, to, effect }]);
});

it("finds no change where only the keys of a billing profile are in another order", () => {
  const [one, other] = [
    { a: 1, b: { x: 1 } },
    { b: { x: 1 }, a: 1 },
  ];
  expect(findChanges({ ...olds, billingProfile: one }, { ...olds, billingProfile: other })).toEqual([]);
});

it("does not look at what is no input", () => {
  expect(findChanges(olds, { ...olds, __urn: "urn", monthlyCost: "1 EUR", orderId: "1" })).toEqual([]);
});

it("names changes in the order in which inputs are documented", () => {
  const news = { ...olds, region: "DE-NORTH", engine: "mysql-8.0", nodeSize: "b4-8" };
  expect(findChanges(olds, news).map(({ name }) => name)).toEqual(["engine", "nodeSize", "region"]);
});

const refuse = (change: object, from: object = olds) => {
  const news = { ...olds, ...change };
  return refuseChanges(findChanges({ ...olds, ...from }, news), news);
};
const wayOut =
  "The database would be replaced and its data destroyed. To keep the data, declare a new ManagedDatabase under another name, move the data, then remove this one; if the data may go, write allowReplacement: true";

it.each([
  ["engine", "mysql-8.0", 'a database cannot move from "mariadb-10.6" to "mysql-8.0"'],
  ["region", "DE-NORTH", 'a database cannot move from "DE-WEST" to "DE-NORTH"'],
  [
    "storageGb",
    50,
    "storage can only grow: 100 GB cannot become 50 GB (write storageGb: 100 to keep the database as it is)",
  ],
])("refuses to replace the database when %s becomes %j, and names the way out", (property, to, why) => {
  expect(refuse({ [property]: to })).toEqual([{ property, reason: `${why}. ${wayOut}` }]);
});

it("refuses nothing of that where the program says that the data may go", () => {
  expect(refuse({ engine: "mysql-8.0", region: "DE-NORTH", storageGb: 50, allowReplacement: true })).toEqual(
    [],
  );
});

it("does not take the permission of yesterday for one of today", () => {
  expect(refuse({ engine: "mysql-8.0" }, { allowReplacement: true })).toHaveLength(1);
});

it("refuses to make a new billing profile for a database that is there, even with permission to replace it", () => {
  const reason = expect.stringContaining(
    "write the id of an existing profile, such as the output billingProfileId",
  );
  expect(refuse({ billingProfile: profile, allowReplacement: true })).toEqual([
    { property: "billingProfile", reason },
  ]);
  expect(refuse({ billingProfile: { ...profile, country: "AT" } }, { billingProfile: profile })).toHaveLength(
    1,
  );
});

it("lets a new billing profile become an id", () => {
  expect(refuse({ billingProfile: "046074" }, { billingProfile: profile })).toEqual([]);
});

it("refuses nothing that is not known yet", () => {
  expect(refuse({ engine: unknown, storageGb: unknown, billingProfile: unknown })).toEqual([]);
  expect(refuse({ engine: "mysql-8.0", allowReplacement: unknown })).toEqual([]);
});
