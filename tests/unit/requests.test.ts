import { engineNames, engines } from "../../provider/catalog/engines";
import { nodeSizeNames } from "../../provider/catalog/nodeSizes";
import type { DatabaseInputs } from "../../provider/inputs/schema";
import { findTargets, toProvisionOrder } from "../../provider/orders/requests";
import { validateExchange } from "../support/openapi";
import { aContract } from "../support/wireSamples";

const inputs: DatabaseInputs = {
  engine: "mariadb-10.6",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123/32"],
  region: "DE-WEST",
  billingProfile: "046073",
  readReplicas: 0,
  allowReplacement: true,
};
const newProfile = {
  company: "Example GmbH",
  street: "Example Street 1",
  postalCode: "50667",
  city: "Cologne",
  country: "DE",
  email: "invoices@example.com",
};
const requestHeaders = {
  "x-message-id": "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c11",
  "x-transaction-id": "7b0d6ab3-3b7c-8c1c-9a43-7b8e7e1c6c12",
  "x-transaction-caller": "pulumi-plusserver/0.1.0",
};

/** What the documented contract says against an order as it is sent. */
function findFaults(order: object): string[] {
  const path = "/orderEntityService/orders";
  // Of the answer only the request is of interest, so it is one that is documented in few words.
  const responseBody = { error: { code: "too_many", message: "", requestId: "1" } };
  const exchange = {
    method: "POST",
    path,
    requestHeaders,
    requestBody: { order },
    status: 429,
    responseBody,
  };
  return validateExchange(exchange);
}

it("orders what the program says, under its alias, and accepts the terms by name and version", () => {
  expect(toProvisionOrder({ ...inputs, readReplicas: 2 }, "orders (shop/prod) ~1")).toEqual({
    type: "Provision",
    product: "mariadb",
    version: "10.6",
    nodeSize: "b2-4",
    storageGb: 50,
    trustedSourceList: ["123.123.123.123/32"],
    region: "DE-WEST",
    invoiceProfileId: "046073",
    contractAlias: "orders (shop/prod) ~1",
    readReplicas: 2,
    acceptedTermsList: expect.arrayContaining([{ name: "SLA", version: "2.2.1" }]),
  });
});

it("sends the data of a new billing profile in place of an id", () => {
  const order = toProvisionOrder({ ...inputs, billingProfile: newProfile }, "alias");
  expect(order).toMatchObject({ invoiceProfile: newProfile });
  expect(order).not.toHaveProperty("invoiceProfileId");
});

it("sends nothing that the contract does not document, for any engine, size and profile", () => {
  const variants: Partial<DatabaseInputs>[] = [
    ...engineNames.map((engine) => ({ engine, readReplicas: engines[engine].replicas ? 3 : 0 })),
    ...nodeSizeNames.map((nodeSize) => ({ nodeSize, storageGb: 500, region: "DE-NORTH" as const })),
    { billingProfile: newProfile },
    { billingProfile: { ...newProfile, vatId: "DE123456789" } },
    { trustedSources: ["222.222.222.128/28", "2a00:1450::/48"] },
  ];
  for (const variant of variants) {
    expect(findFaults(toProvisionOrder({ ...inputs, ...variant }, "alias"))).toEqual([]);
  }
  expect(findFaults(toProvisionOrder({ ...inputs, storageGb: 75 }, "alias"))).not.toEqual([]);
});

it("sends the same bytes whenever the same is ordered: a repeat must be known as one", () => {
  const [one, other] = [toProvisionOrder(inputs, "alias"), toProvisionOrder({ ...inputs }, "alias")];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

it.each([
  ["the node size", { nodeSize: "b4-8" }, { nodeSize: "b4-8" }],
  ["the storage", { storageGb: 100 }, { storageGb: 100 }],
  ["the trusted sources", { trustedSources: ["9.9.9.9/32"] }, { trustedSourceList: ["9.9.9.9/32"] }],
  ["the billing profile", { billingProfile: "046074" }, { invoiceProfileId: "046074" }],
  ["the replicas", { readReplicas: 2 }, { readReplicas: 2 }],
  ["several at once", { storageGb: 100, readReplicas: 1 }, { storageGb: 100, readReplicas: 1 }],
] as [string, Partial<DatabaseInputs>, object][])(
  "asks for %s as an absolute value, and nothing else",
  (_what, change, targets) => {
    const found = findTargets(aContract(), { ...inputs, ...change });
    expect(found).toEqual(targets);
    expect(findFaults({ type: "Change", contractNumber: "423310", ...found })).toEqual([]);
  },
);

it.each([
  ["the contract is what the program says", {}, {}],
  [
    "the service sorts addresses otherwise",
    { trustedSources: ["8.8.8.8/32", "9.9.9.9/32"] },
    ["9.9.9.9/32", "8.8.8.8/32"],
  ],
  ["the service spells addresses otherwise", { trustedSources: ["2a00::1/128"] }, ["2A00:0:0::1/128"]],
  ["the service kept host bits", { trustedSources: ["9.1.2.0/24"] }, ["9.1.2.77/24"]],
  ["the profile was made with the order", { billingProfile: newProfile }, {}],
  [
    "engine or region differ, since no Change order can set them",
    { engine: "mysql-8.0", region: "DE-NORTH" },
    {},
  ],
] as [string, Partial<DatabaseInputs>, string[] | object][])(
  "asks for nothing if %s",
  (_what, change, list) => {
    const database = Array.isArray(list) ? { trustedSourceList: list } : {};
    expect(findTargets(aContract({ database }), { ...inputs, ...change })).toEqual({});
  },
);

it("counts the replicas that there are", () => {
  const replicaList = [{ host: "node-1.ps-xaas.io", port: 3306 }];
  expect(findTargets(aContract({ database: { replicaList } }), inputs)).toEqual({ readReplicas: 0 });
});
