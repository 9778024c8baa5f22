import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { engineNameOf, engineNames, engines } from "../../provider/catalog/engines";
import { nodeSizeNames, nodeSizes } from "../../provider/catalog/nodeSizes";
import { regions } from "../../provider/catalog/regions";
import { maxReadReplicas } from "../../provider/catalog/replicas";
import { hoursPerMonth, storage } from "../../provider/catalog/storage";
import { terms } from "../../provider/catalog/terms";
import { openDesk } from "../emulator/caller";

/** The catalogue as the service answers it: everything here must be the same there. */
let served: Awaited<ReturnType<ReturnType<typeof openDesk>["call"]>>["body"];
beforeAll(async () => {
  served = (await openDesk().call("GET", "/catalogEntityService/products")).body;
});

it("has the ten engines that are sold, under their names", () => {
  const sold = served.productList.flatMap(
    ({ product, name, versionList }: { product: string; name: string; versionList: string[] }) =>
      versionList.map((version) => ({ product, productName: name, version })),
  );
  expect(engineNames.map((name) => engines[name])).toEqual(
    sold.map((row: object) => expect.objectContaining(row)),
  );
  expect(engineNames).toHaveLength(10);
});

it.each(engineNames)("calls %s as the vendor does, and finds the name again", (name) => {
  const { product, version } = engines[name];
  expect(name).toBe(`${product}-${version}`);
  expect(engineNameOf(product, version)).toBe(name);
});

it("knows no name for what it does not sell", () => {
  expect(engineNameOf("mariadb", "5.5")).toBeUndefined();
});

it("has the fourteen node sizes, with the prices that are published", () => {
  const ours = nodeSizeNames.map((nodeSize) => {
    const { vcpu, ramGb, eurPerHour } = nodeSizes[nodeSize];
    return { nodeSize, vcpu, ramGb, pricePerHour: eurPerHour };
  });
  expect(ours).toEqual(served.nodeSizeList);
  expect(ours).toHaveLength(14);
});

it("has the storage, the regions and the terms that are sold", () => {
  const { minGb, maxGb, stepGb, eurPerStepPerMonth } = storage;
  expect({ minGb, maxGb, stepGb, pricePerStepPerMonth: eurPerStepPerMonth }).toEqual(served.storage);
  expect(Object.entries(regions).map(([region, site]) => ({ region, ...site }))).toEqual(served.regionList);
  expect(terms).toEqual(served.termsList);
  expect(hoursPerMonth).toBe(served.hoursPerMonth);
});

it("allows as many replicas as the contract documents", () => {
  const document = parse(readFileSync(join(__dirname, "../../openapi.yaml"), "utf8"));
  expect(maxReadReplicas).toBe(document.components.schemas.ReadReplicas.maximum);
});
