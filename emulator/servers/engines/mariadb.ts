import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Engine, Plan, Program } from "../engine";
import { dataOf } from "../files";
import { findProgram } from "../findProgram";
import { capacityOf } from "../nodeSize";
import { writeOwned } from "../ownedFile";

/** MariaDB, which stands in for MySQL too: they speak alike. */
export const mariadb: Engine = {
  products: ["mariadb", "mysql"],
  advice: "on Debian: apt-get install mariadb-server",
  find: () => {
    const server = findProgram("mariadbd", "mysqld");
    const installer = findProgram("mariadb-install-db");
    const client = findProgram("mariadb");
    if (!server || !installer || !client) return undefined;
    const text = execFileSync(server, ["--version"], { encoding: "utf8", stdio: "pipe" });
    const version = /Ver (\d+\.\d+\.\d+)-MariaDB/.exec(text)?.[1];
    return version ? createProgram({ server, installer, client, version }) : undefined;
  },
};

interface Files {
  server: string;
  installer: string;
  client: string;
  version: string;
}

function createProgram({ server, installer, client, version }: Files): Program {
  return {
    name: `MariaDB ${version}`,
    initialise: (plan) => {
      writeOwned(plan.account, join(plan.folder, "init.sql"), statements(plan));
      return [
        {
          file: installer,
          args: [
            ...["--no-defaults", `--datadir=${dataOf(plan)}`, "--skip-test-db", "--skip-log-bin"],
            ...["--auth-root-authentication-method=socket", `--auth-root-socket-user=${plan.account.name}`],
            ...["--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0"],
          ],
        },
      ];
    },
    becomeReplica: (plan) => {
      for (const name of ["master.info", "relay-log.info"]) rmSync(join(dataOf(plan), name), { force: true });
      writeOwned(plan.account, join(plan.folder, "init.sql"), following(plan));
    },
    configure: (plan) => {
      const file = join(plan.folder, "my.cnf");
      writeOwned(plan.account, file, settings(plan));
      return { file: server, args: [`--defaults-file=${file}`] };
    },
    ready: /ready for connections/,
    stopSignal: "SIGTERM",
    showStorage: (plan) => ({
      file: client,
      args: [
        // From the server's folder, as the path of a socket must be short.
        ...["--no-defaults", "--socket=data/s", `--user=${plan.account.name}`],
        `--execute=SET GLOBAL tmp_disk_table_size = ${toBytes(plan.storageGb)}`,
      ],
    }),
  };
}

const quote = (text: string) => `'${text.replace(/['\\]/g, "\\$&")}'`;
const toBytes = (gb: number) => gb * 1024 ** 3;
const replicator = "plusserver_replica";

/** What a customer may do; not among it: to write on a replica, to stop the server. */
const rights =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, " +
  "EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER, SHOW DATABASES, PROCESS";

/** Run at every start: what is there already stays as it is. One statement a line. */
function statements({ login: { username, password } }: Plan): string {
  const create = (name: string) =>
    `CREATE USER IF NOT EXISTS ${name}@'%' IDENTIFIED BY ${quote(password)} REQUIRE SSL;`;
  return [
    create(username),
    `GRANT ${rights} ON *.* TO ${username}@'%';`,
    create(replicator),
    `GRANT REPLICATION SLAVE ON *.* TO ${replicator}@'%';`,
    "",
  ].join("\n");
}

/** From the first change that the origin makes after it was copied: at a start it begins a new file. */
function following(plan: Plan): string {
  const last =
    readFileSync(join(dataOf(plan), "bin.index"), "utf8")
      .trim()
      .split("\n")
      .at(-1) ?? "";
  const next = String(Number(/\.(\d+)$/.exec(last)?.[1] ?? 0) + 1).padStart(6, "0");
  const values = [
    ...["MASTER_HOST='127.0.0.1'", `MASTER_PORT=${plan.follows}`, `MASTER_USER='${replicator}'`],
    ...[`MASTER_PASSWORD=${quote(plan.login.password)}`, "MASTER_SSL=1", "MASTER_SSL_VERIFY_SERVER_CERT=0"],
    ...[`MASTER_LOG_FILE='bin.${next}'`, "MASTER_LOG_POS=4", "MASTER_CONNECT_RETRY=1"],
  ];
  return `STOP SLAVE;\nCHANGE MASTER TO ${values.join(", ")};\nSTART SLAVE;\n`;
}

function settings(plan: Plan): string {
  const { port, tls, nodeSize, storageGb, follows, folder } = plan;
  const { connections, cacheMb } = capacityOf(nodeSize);
  const role =
    follows === undefined
      ? ["server-id=1", "log-bin=bin", "binlog-format=ROW"]
      : [`server-id=${port}`, "skip-log-bin", "relay-log=relay", "read-only=ON"];
  return [
    "[mariadbd]",
    `datadir=${dataOf(plan)}`,
    // From the data folder: the path of a socket must be short.
    "socket=s",
    "pid-file=pid",
    `init-file=${join(folder, "init.sql")}`,
    "bind-address=127.0.0.1",
    `port=${port}`,
    "require-secure-transport=ON",
    `ssl-cert=${tls.cert}`,
    `ssl-key=${tls.key}`,
    `ssl-ca=${tls.ca}`,
    "tls-version=TLSv1.2,TLSv1.3",
    "skip-name-resolve",
    `max-connections=${connections}`,
    `innodb-buffer-pool-size=${cacheMb}M`,
    "innodb-log-file-size=8M",
    // Enough for an ending of this program; only a machine that loses its power loses data.
    "innodb-flush-log-at-trx-commit=2",
    `tmp-disk-table-size=${toBytes(storageGb)}`,
    ...role,
    "",
  ].join("\n");
}
