import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Engine, Plan, Program } from "../engine";
import { dataOf } from "../files";
import { findProgram } from "../findProgram";
import { capacityOf } from "../nodeSize";
import { changeOwner, writeOwned } from "../ownedFile";

/** Valkey, or Redis, of which it is a fork. */
export const valkey: Engine = {
  products: ["valkey"],
  advice: "on Debian: apt-get install redis-server (7 or newer)",
  find: () => {
    const server = findProgram("valkey-server", "redis-server");
    const client = findProgram("valkey-cli", "redis-cli");
    if (!server || !client) return undefined;
    const text = execFileSync(server, ["--version"], { encoding: "utf8", stdio: "pipe" });
    const [, brand = "", version = ""] = /^(\w+) server v=(\S+)/i.exec(text) ?? [];
    return Number.parseInt(version, 10) >= 7
      ? createProgram(server, client, `${brand} ${version}`)
      : undefined;
  },
};

function createProgram(server: string, client: string, name: string): Program {
  return {
    name,
    initialise: (plan) => {
      mkdirSync(dataOf(plan));
      changeOwner(plan.account, dataOf(plan));
      return [];
    },
    // Its configuration says all.
    becomeReplica: () => {},
    configure: (plan) => {
      const file = join(plan.folder, "valkey.conf");
      writeOwned(plan.account, file, settings(plan));
      return { file: server, args: [file] };
    },
    ready: /Ready to accept connections/,
    stopSignal: "SIGTERM",
    showStorage: (plan) => ({
      file: client,
      args: [
        ...["-h", "127.0.0.1", "-p", `${plan.port}`, "--tls", "--cacert", plan.tls.ca],
        ...["--user", keeper, "-e", "CONFIG", "SET", "proc-title-template", titleOf(plan)],
      ],
      env: { REDISCLI_AUTH: keeperPassword(plan) },
    }),
  };
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
/** Runs the server, and replicas log in with it: the customer may not change what was ordered. */
const keeper = "plusserver_keeper";
const keeperPassword = ({ login }: Plan) => hash(`${keeper} ${login.password}`);
/** The one setting that can hold a text: what the server calls itself. */
const titleOf = ({ nodeSize, storageGb }: Plan) => `{title} {listen-addr} ${nodeSize} ${storageGb}GB`;

function settings(plan: Plan): string {
  const { port, tls, nodeSize, follows, login } = plan;
  const { connections, ramGb } = capacityOf(nodeSize);
  return [
    "bind 127.0.0.1",
    "port 0",
    `tls-port ${port}`,
    `tls-cert-file "${tls.cert}"`,
    `tls-key-file "${tls.key}"`,
    `tls-ca-cert-file "${tls.ca}"`,
    "tls-auth-clients no",
    `dir "${dataOf(plan)}"`,
    "appendonly yes",
    "user default off",
    `user ${login.username} on #${hash(login.password)} ~* &* +@all -@admin`,
    `user ${keeper} on #${hash(keeperPassword(plan))} ~* &* +@all`,
    `maxclients ${connections}`,
    `maxmemory ${ramGb}gb`,
    `proc-title-template "${titleOf(plan)}"`,
    ...(follows === undefined
      ? []
      : [
          `replicaof 127.0.0.1 ${follows}`,
          "tls-replication yes",
          `masteruser ${keeper}`,
          `masterauth ${keeperPassword(plan)}`,
        ]),
    "",
  ].join("\n");
}
