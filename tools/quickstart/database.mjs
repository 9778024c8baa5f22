import { join } from "node:path";
import { runCommand } from "../run/command.mjs";
import { root } from "../run/paths.mjs";

const statements = [
  "CREATE TABLE IF NOT EXISTS visits (id int GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT now())",
  "INSERT INTO visits DEFAULT VALUES RETURNING id",
  "SELECT id, at FROM visits ORDER BY id DESC LIMIT 3",
];

/**
 * Connects to the database that was ordered, as a program of the user would, and shows what it answers.
 * @param {import("./stack.mjs").Pulumi} pulumi
 * @param {string | undefined} caFile The certificate of whoever has signed that of the database.
 */
export async function showQuery({ steps, bin, env }, caFile) {
  const uri = new URL(await readSecret(bin, env));
  if (uri.protocol !== "postgresql:" || uri.hostname !== "localhost" || caFile === undefined) {
    steps.say(`\nNo query is shown: it would need a PostgreSQL database that runs here, not ${uri.host}.`);
    return;
  }
  steps.say(`\n$ node, with the driver pg: connect to connectionUri (${uri.host}, TLS verified)`);
  const { default: pg } = await import("pg");
  uri.search = new URLSearchParams({ sslmode: "verify-full", sslrootcert: caFile }).toString();
  await steps.run("query", async () => {
    const client = new pg.Client({ connectionString: uri.href });
    await client.connect();
    try {
      for (const statement of ["SELECT version()", ...statements]) {
        steps.say(`  > ${statement}`);
        const { rows } = await client.query(statement);
        for (const row of rows) steps.say(`    ${JSON.stringify(row)}`);
      }
    } finally {
      await client.end();
    }
  });
}

/** @param {string} bin @param {NodeJS.ProcessEnv} env */
async function readSecret(bin, env) {
  const args = ["stack", "output", "connectionUri", "--show-secrets", "--non-interactive"];
  return (await runCommand(join(bin, "pulumi"), args, { cwd: root, env, timeoutMs: 60_000 })).trim();
}
