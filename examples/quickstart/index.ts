import { ManagedDatabase } from "pulumi-plusserver";

const database = new ManagedDatabase("orders", {
  engine: "postgresql-16",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123", "222.222.222.128/28"],
  region: "DE-WEST",
  billingProfile: "046073",
});

export const { host, port, username, databaseName, connectionUri, monthlyCost, contractNumber, orderId } =
  database;
