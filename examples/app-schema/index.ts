import { join } from "node:path";
import { ManagedDatabase } from "pulumi-plusserver";
import { readMigrations, Schema } from "./schema";

const database = new ManagedDatabase("shop", {
  engine: "postgresql-16",
  nodeSize: "b2-4",
  storageGb: 50,
  // Where pulumi runs has to be among them: it is what connects.
  trustedSources: ["123.123.123.123", "222.222.222.128/28"],
  region: "DE-WEST",
  billingProfile: "046073",
});

const schema = new Schema("shop", {
  contractNumber: database.contractNumber,
  connectionUri: database.connectionUri,
  migrations: readMigrations(join(__dirname, "migrations")),
});

export const { connectionUri } = database;
export const { applied } = schema;
