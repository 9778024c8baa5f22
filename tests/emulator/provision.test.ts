import { terms } from "../../emulator/catalog";
import { contracts, openDesk, provision } from "./caller";

const invoiceProfile = {
  company: "Example",
  street: "Example Street 1",
  postalCode: "50667",
  city: "Cologne",
  country: "DE",
  email: "invoices@example.com",
};
const { invoiceProfileId: _, ...withoutProfile } = provision;

it.each([
  ["product", { product: "oracle" }, "order.product"],
  ["version", { version: "9.9" }, "order.version"],
  ["version of another engine", { version: "8.0" }, "order.version"],
  ["node size", { nodeSize: "b1-1" }, "order.nodeSize"],
  ["region", { region: "DE-EAST" }, "order.region"],
  ["storage below the least", { storageGb: 0 }, "order.storageGb"],
  ["storage above the most", { storageGb: 550 }, "order.storageGb"],
  ["storage between the steps", { storageGb: 75 }, "order.storageGb"],
  ["storage as a text", { storageGb: "50" }, "order.storageGb"],
  ["no storage", { storageGb: undefined }, "order.storageGb"],
  ["no node size", { nodeSize: undefined }, "order.nodeSize"],
  ["no trusted sources", { trustedSourceList: undefined }, "order.trustedSourceList"],
  ["an empty list of trusted sources", { trustedSourceList: [] }, "order.trustedSourceList"],
  ["invoice profile", { invoiceProfileId: "000001" }, "order.invoiceProfileId"],
  ["no invoice profile", { invoiceProfileId: undefined }, "order.invoiceProfileId"],
  ["two invoice profiles", { invoiceProfile }, "order.invoiceProfileId"],
  ["too many replicas", { readReplicas: 4 }, "order.readReplicas"],
  [
    "replicas of an engine without",
    { product: "couchdb", version: "3.3", readReplicas: 1 },
    "order.readReplicas",
  ],
  ["alias of 101 characters", { contractAlias: "x".repeat(101) }, "order.contractAlias"],
  ["no terms", { acceptedTermsList: undefined }, "order.acceptedTermsList"],
  ["order type", { type: "Upgrade" }, "order.type"],
  ["field", { nodesize: "b2-4" }, "order.nodesize"],
])("refuses an order with a wrong %s, and names the field", async (_name, change, field) => {
  const { order, control, expectConformance } = openDesk();
  const answer = await order({ ...provision, ...change });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request", field } } });
  expect(answer.body.error.requestId).toMatch(/./);
  expect(control.journal().orders).toEqual([]);
  expectConformance();
});

it.each([
  ["10.1.2.0/24", "private"],
  ["172.16.0.1/32", "private"],
  ["192.168.1.1/32", "private"],
  ["127.0.0.1/32", "private"],
  ["100.64.0.0/10", "private"],
  ["169.254.1.1/32", "private"],
  ["224.0.0.1/32", "private"],
  ["255.255.255.255/32", "private"],
  ["0.0.0.0/0", "private"],
  ["8.0.0.0/5", "private"],
  ["fc00::1/128", "private"],
  ["::1/128", "private"],
  ["::/0", "private"],
  ["::ffff:123.123.123.123/128", "private"],
  ["123.123.123.123", "CIDR"],
  ["123.123.123.123/33", "CIDR"],
  ["2a00::/129", "CIDR"],
  ["example.com/32", "CIDR"],
])("refuses %s as a trusted source (%s)", async (source, reason) => {
  const { order } = openDesk();
  const { status, body } = await order({ ...provision, trustedSourceList: ["8.8.8.8/32", source] });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({
    field: "order.trustedSourceList[1]",
    message: expect.stringContaining(reason),
  });
});

it("refuses trusted sources that overlap", async () => {
  const trustedSourceList = ["222.222.222.128/28", "8.8.8.8/32", "222.222.222.130/32"];
  const { body } = await openDesk().order({ ...provision, trustedSourceList });
  expect(body.error).toMatchObject({
    field: "order.trustedSourceList[2]",
    message: expect.stringContaining("overlaps 222.222.222.128/28"),
  });
});

it("gives trusted sources back sorted, masked and in their shortest form", async () => {
  const sent = ["2A00:0:0:0::00ff/64", "222.222.222.130/28", "9.9.9.9/32", "123.123.123.123/32"];
  const { order, call, expectConformance } = openDesk();
  const read = ["9.9.9.9/32", "123.123.123.123/32", "222.222.222.128/28", "2a00::/64"];
  const placed = (await order({ ...provision, trustedSourceList: sent })).body.order;
  expect(placed.trustedSourceList).toEqual(read);
  const { contract } = (await call("GET", `${contracts}/${placed.contractNumber}`)).body;
  expect(contract.database.trustedSourceList).toEqual(read);
  expectConformance();
});

it.each([
  ["an older version", [{ ...terms[0], version: "0.9" }, ...terms.slice(1)]],
  ["a missing document", terms.slice(1)],
  ["nothing", []],
  ["one more document", [...terms, { name: "Other", version: "1" }]],
])("refuses consent to %s, and names the present terms", async (_name, acceptedTermsList) => {
  const { order, control, expectConformance } = openDesk();
  const answer = await order({ ...provision, acceptedTermsList });
  expect(answer).toMatchObject({
    status: 409,
    body: { error: { code: "terms_outdated", termsList: terms } },
  });
  expect(control.journal().orders).toEqual([]);
  expectConformance();
});

it("opens a new invoice profile with the order, and reads back its id", async () => {
  const { order, call, expectConformance } = openDesk();
  const placed = (await order({ ...withoutProfile, invoiceProfile })).body.order;
  expect(placed).toMatchObject({ invoiceProfileId: "046074" });
  expect(placed).not.toHaveProperty("invoiceProfile");
  expect((await call("GET", `${contracts}/423310`)).body.contract.invoiceProfileId).toBe("046074");
  const profiles = (await call("GET", "/billingEntityService/invoiceProfiles")).body;
  expect(profiles.invoiceProfileList).toContainEqual({ invoiceProfileId: "046074", name: "Example" });
  expect((await order({ ...provision, invoiceProfileId: "046074" })).status).toBe(200);
  expectConformance();
});

it.each([
  ["city", { city: undefined }],
  ["country", { country: "Germany" }],
  ["email", { email: "none" }],
  ["vatId", { vatId: 7 }],
  ["phone", { phone: "1" }],
])("refuses a new invoice profile with a wrong %s, and opens none", async (name, change) => {
  const { order, state } = openDesk();
  const answer = await order({ ...withoutProfile, invoiceProfile: { ...invoiceProfile, ...change } });
  expect(answer.body.error.field).toBe(`order.invoiceProfile.${name}`);
  expect(state.invoiceProfiles).toHaveLength(1);
});

it.each([
  ["mariadb", "11.4", 3306],
  ["mysql", "8.4", 3306],
  ["postgresql", "16", 5432],
  ["couchdb", "3.3", 6984],
  ["valkey", "8.1", 6379],
])("delivers %s %s on port %i", async (product, version, port) => {
  const { order, call } = openDesk();
  await order({ ...provision, product, version });
  const { database } = (await call("GET", `${contracts}/423310`)).body.contract;
  expect(database).toMatchObject({ product, version, port });
});

it("gives the same ids, hosts and passwords for the same seed, and others for another", async () => {
  const run = async (seed: string) => {
    const { order, call } = openDesk({ seed });
    const { orderId } = (await order(provision)).body.order;
    return [orderId, (await call("GET", `${contracts}/423310/credentials`)).body.credentialList[0]];
  };
  expect(await run("a")).toEqual(await run("a"));
  const [[idA, loginA], [idB, loginB]] = [await run("a"), await run("b")];
  expect(idA).not.toBe(idB);
  expect(loginA.password).not.toBe(loginB.password);
  expect(loginA.comment).not.toBe(loginB.comment);
});
