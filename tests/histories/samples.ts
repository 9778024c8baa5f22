import type { Program, Properties } from "../support/worldState";

/** What the quickstart orders. */
export const smallDatabase: Properties = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["222.222.222.128/28", "123.123.123.123"],
  region: "DE-WEST",
  billingProfile: "046073",
};

/** A program with the one database `orders`. */
export const oneDatabase = (change: Properties = {}): Program => ({
  orders: { inputs: { ...smallDatabase, ...change } },
});
