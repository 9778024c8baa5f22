import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { nodeSizes, products, regions } from "../../emulator/catalog";
import { tokenPath } from "../../emulator/index";
import { routes } from "../../emulator/routes";
import { operations, validateExchange } from "../support/openapi";
import { orders, provision } from "./caller";

const document = parse(readFileSync(join(__dirname, "../../openapi.yaml"), "utf8"));
const headers = {
  "x-message-id": "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c11",
  "x-transaction-id": "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c12",
  "x-transaction-caller": "test/1",
};
const order = {
  ...{ orderId: "64e47d15bc03ede47135c372", type: "Cancel", status: "new", progress: 0, info: "" },
  ...{ orderDate: "2026-11-23T12:00:00Z", productName: "MariaDB", contractNumber: null, contractAlias: null },
};
const exchange = {
  method: "POST",
  path: orders,
  requestHeaders: headers,
  requestBody: { order: provision as object },
  status: 200,
  responseBody: { order: order as object },
};

it("documents exactly the routes that are served", () => {
  const served = [...routes.map(({ method, path }) => `${method} ${path}`), `POST ${tokenPath}`];
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort());
});

it("documents exactly the catalogue that is served", () => {
  const { NodeSize, ProvisionOrder } = document.components.schemas;
  expect(NodeSize.enum).toEqual(nodeSizes);
  expect(ProvisionOrder.properties.product.enum).toEqual(products.map(({ product }) => product));
  expect(ProvisionOrder.properties.region.enum).toEqual(regions);
});

it("has schemas that are valid, refer only to what is there, and are all in use", () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)].map(
    ([, kind, name]) => `${kind}/${name}`,
  );
  const { securitySchemes: _, ...components } = document.components;
  const there = Object.entries(components).flatMap(([kind, members]) =>
    Object.keys(members as object).map((name) => `${kind}/${name}`),
  );
  expect([...new Set(names)].sort()).toEqual(there.sort());
  const ajv = new Ajv2020({ strict: false });
  for (const schema of Object.values(components.schemas))
    expect(ajv.validateSchema(schema as object)).toBe(true);
});

it("accepts an exchange that conforms", () => {
  expect(validateExchange(exchange)).toEqual([]);
});

it.each([
  ["an unknown route", { path: "/orderEntityService" }, "is not documented"],
  ["a status that is not documented", { status: 201 }, "the status is not documented"],
  ["a header that is missing", { requestHeaders: {} }, "X-Message-Id is missing"],
  ["a header of the wrong form", { requestHeaders: { ...headers, "x-message-id": "1" } }, "uuid"],
  ["a request with an unknown field", { requestBody: { order: provision, force: true } }, "force"],
  ["an order with an unknown field", { requestBody: { order: { ...provision, force: true } } }, "force"],
  ["an order with a wrong value", { requestBody: { order: { ...provision, storageGb: 60 } } }, "multipleOf"],
  ["no body", { requestBody: undefined }, "request"],
  ["an answer with an unknown field", { responseBody: { order: { ...order, price: 1 } } }, "price"],
  ["an answer without a required field", { responseBody: { order: { ...order, info: undefined } } }, "info"],
  [
    "an answer without what its type requires",
    { responseBody: { order: { ...order, type: "Provision" } } },
    "region",
  ],
  ["a time of the wrong form", { responseBody: { order: { ...order, orderDate: "today" } } }, "date-time"],
  ["an answer that is not JSON", { responseBody: "<html>" }, "object"],
  [
    "an error with another code",
    { status: 404, responseBody: { error: { code: "x", message: "", requestId: "" } } },
    "not_found",
  ],
])("finds %s", (_name, change, problem) => {
  expect(validateExchange({ ...exchange, ...change }).join("\n")).toContain(problem);
});
