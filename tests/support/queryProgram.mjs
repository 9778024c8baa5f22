/*
 * A client of a database as users have one: a driver, the connection URI, and NODE_EXTRA_CA_CERTS for the emulator's
 * authority. `node queryProgram.mjs URI [--plain] STATEMENT …` prints what each statement answered, as JSON.
 */
import { Redis } from "ioredis";
import { createConnection } from "mariadb";
import pg from "pg";

const [uri = "", ...rest] = process.argv.slice(2);
const isPlain = rest[0] === "--plain";
const statements = isPlain ? rest.slice(1) : rest;

/** @param {URL} url */
async function openMariadb(url) {
  const address = new URL(url.href.replace(/^mysql:/, "mariadb:"));
  // This driver insists on a database, and the user's own is not made yet.
  address.pathname = "/information_schema";
  address.search = isPlain ? "" : "ssl=true";
  const connection = await createConnection(address.href);
  return {
    run: (/** @type {string} */ text) => connection.query(text),
    end: () => connection.end(),
  };
}

/** @type {Record<string, (url: URL) => Promise<{ run(statement: string): Promise<unknown>, end(): Promise<unknown> }>>} */
const drivers = {
  "postgresql:": async (url) => {
    if (isPlain) url.searchParams.set("sslmode", "disable");
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    return { run: async (text) => (await client.query(text)).rows, end: () => client.end() };
  },
  "mariadb:": openMariadb,
  "mysql:": openMariadb,
  "rediss:": async (url) => {
    const address = isPlain ? url.href.replace("rediss:", "redis:") : url.href;
    const client = new Redis(address, {
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
    });
    let reason;
    client.on("error", (error) => {
      reason = error;
    });
    await client.connect().catch((error) => {
      throw reason ?? error;
    });
    const run = (/** @type {string} */ text) => {
      const [command = "", ...args] = text.split(" ");
      return client.call(command, ...args);
    };
    return { run, end: async () => client.disconnect() };
  },
};

try {
  const url = new URL(uri);
  const client = await drivers[url.protocol]?.(url);
  if (!client) throw new Error(`no driver for ${url.protocol}`);
  const answers = [];
  try {
    for (const statement of statements) answers.push(await client.run(statement));
  } finally {
    await client.end();
  }
  console.log(JSON.stringify(answers, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
