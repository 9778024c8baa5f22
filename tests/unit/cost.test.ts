import { nodeSizeNames } from "../../provider/catalog/nodeSizes";
import { monthlyCost } from "../../provider/inputs/cost";

it.each([
  ["b2-4", 50, "94.82 EUR"],
  ["b2-4", 100, "109.12 EUR"],
  ["b2-4", 500, "223.52 EUR"],
  ["b4-8", 50, "175.34 EUR"],
  ["b8-16", 50, "336.38 EUR"],
])("costs with %s and %d GB: %s, as the portal says", (nodeSize, storageGb, cost) => {
  expect(monthlyCost({ nodeSize, storageGb, readReplicas: 0 })).toBe(cost);
});

it("is unknown with read replicas, whose price is not published", () => {
  expect(monthlyCost({ nodeSize: "b2-4", storageGb: 50, readReplicas: 1 })).toBe("unknown");
});

it("is unknown for the eleven node sizes whose price is not published, never guessed", () => {
  const unpriced = nodeSizeNames.filter((nodeSize) => {
    return monthlyCost({ nodeSize, storageGb: 50, readReplicas: 0 }) === "unknown";
  });
  expect(unpriced).toHaveLength(11);
});

it.each([
  ["a node size that does not exist", { nodeSize: "b1-1", storageGb: 50, readReplicas: 0 }],
  ["a name that every object has", { nodeSize: "constructor", storageGb: 50, readReplicas: 0 }],
  ["storage that is not a number", { nodeSize: "b2-4", storageGb: Number.NaN, readReplicas: 0 }],
  ["replicas that are not a number", { nodeSize: "b2-4", storageGb: 50, readReplicas: Number.NaN }],
])("is unknown for %s, since a preview shows the price beside the failure", (_what, priced) => {
  expect(monthlyCost(priced)).toBe("unknown");
});
