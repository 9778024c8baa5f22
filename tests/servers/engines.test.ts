import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { processesIn, query, runClient } from "../support/databaseClient";
import { describeWithServer } from "../support/databaseServers";
import { type DatabaseArgs, eventually, oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(240_000);

/** How to talk to an engine. */
interface Dialect {
  engine: string;
  /** What the contract says about the server that really runs. */
  info: RegExp;
  write: string[];
  read: string;
  /** What `read` answers after `write`. */
  written: unknown;
  /** Writes more, which a replica has to refuse. */
  writeAgain: string;
  /** What the server says of its node size and storage. */
  size: string[];
  small: unknown[];
  big: unknown[];
  /** Runs for a while. */
  wait: string;
}

const sql = {
  read: "SELECT name FROM shop.goods",
  written: [{ name: "bread" }],
  writeAgain: "INSERT INTO shop.goods VALUES ('cheese')",
};
const mysqlDialect = {
  ...sql,
  write: [
    "CREATE DATABASE shop",
    "CREATE TABLE shop.goods (name TEXT)",
    "INSERT INTO shop.goods VALUES ('bread')",
  ],
  size: [
    "SELECT @@max_connections AS connections, @@innodb_buffer_pool_size AS cache",
    "SELECT @@tmp_disk_table_size AS storage",
  ],
  small: [[{ connections: 100, cache: 16 * 1024 ** 2 }], [{ storage: 50 * 1024 ** 3 }]],
  big: [[{ connections: 200, cache: 32 * 1024 ** 2 }], [{ storage: 150 * 1024 ** 3 }]],
  wait: "SELECT SLEEP(120) AS rested",
};
const dialects: Dialect[] = [
  {
    ...sql,
    engine: "postgresql-16",
    info: /^PostgreSQL 16\.\d+$/,
    write: [
      "CREATE SCHEMA shop",
      "CREATE TABLE shop.goods (name TEXT)",
      "INSERT INTO shop.goods VALUES ('bread')",
    ],
    size: [
      "SELECT current_setting('max_connections') AS connections, current_setting('shared_buffers') AS cache",
      "SELECT current_setting('plusserver.storage_gb') AS storage",
    ],
    small: [[{ connections: "100", cache: "16MB" }], [{ storage: "50" }]],
    big: [[{ connections: "200", cache: "32MB" }], [{ storage: "150" }]],
    wait: "SELECT pg_sleep(120)",
  },
  { ...mysqlDialect, engine: "mariadb-10.11", info: /^MariaDB \d/ },
  { ...mysqlDialect, engine: "mysql-8.4", info: /^MariaDB [\d.]+ stands in for MySQL 8\.4$/ },
  {
    engine: "valkey-8.1",
    info: /^(Redis [\d.]+ stands in for Valkey 8\.1|Valkey 8\.1[\d.]*)$/,
    write: ["SET goods bread"],
    read: "GET goods",
    written: "bread",
    writeAgain: "SET goods cheese",
    size: ["INFO"],
    small: [expect.stringMatching(/maxclients:100\b[\s\S]*maxmemory_human:4\.00G/)],
    big: [expect.stringMatching(/maxclients:200\b[\s\S]*maxmemory_human:8\.00G/)],
    wait: "BLPOP nothing 120",
  },
];

describe.each(dialects)("a database of $engine", (dialect) => {
  describeWithServer(dialect.engine, "that was ordered", () => {
    const inside = ["123.123.123.123"];
    let shop: Shop;
    let uri: string;
    let replicaUri: string;
    let folder: string;
    let args: DatabaseArgs = { engine: dialect.engine, trustedSources: inside, readReplicas: 1 };

    const change = async (changed: DatabaseArgs) => {
      args = { ...args, ...changed };
      shop.writeProgram(oneDatabase(args));
      const { code, output } = await shop.up();
      expect(code === 0 ? "" : output).toBe("");
    };
    const ask = (statements: string[], options: { uri?: string; plain?: boolean } = {}) =>
      runClient({ uri, caFile: shop.emulator.caFile, statements, ...options });
    const expectRefused = async (options?: { plain?: boolean }) => {
      const { answers, trouble } = await ask([dialect.read], options);
      expect(answers).toBeUndefined();
      return trouble;
    };
    const read = async (from = uri) =>
      (await query({ uri: from, caFile: shop.emulator.caFile, statements: [dialect.read] }))[0];

    beforeAll(async () => {
      shop = await openShop({
        program: oneDatabase(args),
        service: { servers: "auto", clientAddress: "123.123.123.123" },
      });
      const { code, output } = await shop.up();
      expect(code === 0 ? "" : output).toBe("");
      const outputs = await shop.outputs({ showSecrets: true });
      uri = outputs.connectionUri as string;
      const [replica = ""] = outputs.readReplicaEndpoints as string[];
      replicaUri = uri.replace(`${outputs.host}:${outputs.port}`, replica);
      folder = dirname(shop.emulator.caFile ?? "");
    });
    afterAll(() => shop?.dispose());

    it("says which server runs, and in the order too", () => {
      expect(shop.emulator.control.contracts()).toMatchObject([
        { info: expect.stringMatching(dialect.info) },
      ]);
      expect(shop.emulator.control.orders()).toMatchObject([{ info: expect.stringMatching(dialect.info) }]);
    });

    it("can be written and read with TLS, its certificate checked", async () => {
      await query({ uri, caFile: shop.emulator.caFile, statements: dialect.write });
      expect(await read()).toEqual(dialect.written);
    });

    it("shows a certificate that only who knows the authority trusts", async () => {
      const { answers, trouble } = await runClient({ uri, statements: [dialect.read] });
      expect({ answers, trouble }).toEqual({
        answers: undefined,
        trouble: expect.stringMatching(/certificate/i),
      });
    });

    it("refuses plain text", async () => {
      await expectRefused({ plain: true });
    });

    it("refuses another password", async () => {
      const wrong = new URL(uri);
      wrong.password = "guess";
      const { answers, trouble } = await ask([dialect.read], { uri: wrong.href });
      expect({ answers, trouble }).toEqual({
        answers: undefined,
        trouble: expect.stringMatching(/password|denied|WRONGPASS/i),
      });
    });

    it("has a read replica that follows it and refuses to write", async () => {
      let seen: unknown;
      for (
        let tries = 0;
        tries < 50 && JSON.stringify(seen) !== JSON.stringify(dialect.written);
        tries += 1
      ) {
        seen = (await ask([dialect.read], { uri: replicaUri })).answers?.[0];
      }
      expect(seen).toEqual(dialect.written);
      const { answers, trouble } = await ask([dialect.writeAgain], { uri: replicaUri });
      expect({ answers, trouble }).toEqual({
        answers: undefined,
        trouble: expect.stringMatching(/read.?only/i),
      });
    });

    it("has the size that was ordered; more storage disturbs nobody, a bigger node keeps the data", async () => {
      expect((await ask(dialect.size)).answers).toEqual(dialect.small);
      let isOver = false;
      const guest = ask([dialect.wait]).finally(() => {
        isOver = true;
      });
      await change({ storageGb: 150 });
      expect(isOver).toBe(false);
      await change({ nodeSize: "b4-8" });
      // The guest saw the restart.
      expect((await guest).trouble).toMatch(/clos|terminat|reset|ended|shut/i);
      expect((await ask(dialect.size)).answers).toEqual(dialect.big);
      expect(await read()).toEqual(dialect.written);
      expect(await read(replicaUri)).toEqual(dialect.written);
    });

    it("sends away who is no longer in the trusted sources, and lets them in again", async () => {
      let isOver = false;
      const guest = ask([dialect.wait]).finally(() => {
        isOver = true;
      });
      await change({ trustedSources: ["8.8.8.8"] });
      await eventually(() => isOver);
      expect((await guest).trouble).toMatch(/clos|terminat|reset|ended/i);
      await expectRefused();
      await change({ trustedSources: inside });
      expect(await read()).toEqual(dialect.written);
    });

    it("is gone after destroy, with its data", async () => {
      const { contractNumber } = (await shop.outputs()) as { contractNumber: string };
      expect(processesIn(join(folder, contractNumber)).length).toBeGreaterThan(1);
      expect((await shop.destroy()).code).toBe(0);
      expect(processesIn(folder)).toEqual([]);
      expect(existsSync(join(folder, contractNumber))).toBe(false);
      expect(await expectRefused()).toContain("ECONNREFUSED");
    });
  });
});
