import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Client } from "pg";

/** A step from one form of the schema to the next; once it was applied its text has to stay as it is. */
export interface Migration {
  name: string;
  sql: string;
}

/** The files of a folder whose names end with `.sql`, in the order of their names. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => ({ name, sql: readFileSync(join(folder, name), "utf8") }));
}

interface SchemaInputs {
  contractNumber: string;
  connectionUri: string;
  migrations: Migration[];
}

interface SchemaOutputs {
  /** Another contract is another database, in which everything is applied anew. */
  contractNumber: string;
  migrations: Migration[];
  applied: string[];
}

const provider: pulumi.dynamic.ResourceProvider<SchemaInputs, SchemaOutputs> = {
  create: async (inputs) => ({ id: inputs.contractNumber, outs: await migrate(inputs) }),
  update: async (_id, _olds, news) => ({ outs: await migrate(news) }),
  diff: async (_id, olds, news) => {
    for (const { name, sql } of olds.contractNumber === news.contractNumber ? olds.migrations : []) {
      if (news.migrations.find((one) => one.name === name)?.sql === sql) continue;
      throw new Error(`${name} was applied already: leave it as it is, and write another migration`);
    }
    const isNew = olds.contractNumber !== news.contractNumber;
    return { changes: isNew || olds.migrations.length !== news.migrations.length };
  },
};

/** Applies what the database does not have yet, each migration wholly or not at all. */
async function migrate({ contractNumber, connectionUri, migrations }: SchemaInputs): Promise<SchemaOutputs> {
  const pg = require("pg") as typeof import("pg");
  const uri = new URL(connectionUri);
  uri.searchParams.set("sslmode", "verify-full");
  const client: Client = new pg.Client({ connectionString: uri.href });
  await client.connect();
  try {
    await client.query(
      "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, at timestamptz DEFAULT now())",
    );
    const { rows } = await client.query<{ name: string }>("SELECT name FROM migrations");
    const known = new Set(rows.map(({ name }) => name));
    for (const { name, sql } of migrations.filter((one) => !known.has(one.name))) {
      await client.query("BEGIN");
      await client.query(sql);
      await client.query("INSERT INTO migrations (name) VALUES ($1)", [name]);
      await client.query("COMMIT");
    }
  } finally {
    await client.end();
  }
  return { contractNumber, migrations, applied: migrations.map(({ name }) => name) };
}

export interface SchemaArgs {
  contractNumber: pulumi.Input<string>;
  connectionUri: pulumi.Input<string>;
  migrations: Migration[];
}

/** The schema of an application in its PostgreSQL database. It goes with the database: destroying it does nothing. */
export class Schema extends pulumi.dynamic.Resource {
  /** The names of the migrations that the database has. */
  declare readonly applied: pulumi.Output<string[]>;

  constructor(name: string, args: SchemaArgs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { applied: undefined, ...args }, options);
  }
}
