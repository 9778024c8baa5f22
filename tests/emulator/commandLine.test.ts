import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformFileSync } from "@swc/core";
import { createHttpCaller, provision } from "./caller";

const source = join(__dirname, "../../emulator");
let folder: string;
const started: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-program-"));
  mkdirSync(join(folder, "emulator"));
  const jsc = { parser: { syntax: "typescript" }, target: "es2022" } as const;
  const names = readdirSync(source, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((file) => file.endsWith(".ts"))) {
    const { code } = transformFileSync(join(source, name), {
      jsc,
      module: { type: "commonjs" },
      swcrc: false,
    });
    const target = join(folder, "emulator", name.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(folder, "emulator", "main.js"), ...args]);
  started.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  const until = async (pattern: RegExp) => {
    while (!pattern.test(output.stdout)) {
      const more = await Promise.race([once(child.stdout, "data"), ended.then(() => undefined)]);
      if (!more) throw new Error(`ended without ${pattern}: ${JSON.stringify(output)}`);
    }
    return output.stdout;
  };
  return { child, ended, until };
}

/** Where the program says that it listens. */
async function readUrl({ until }: ReturnType<typeof run>): Promise<string> {
  const lines = (await until(/tokens at .*\n/)).split("\n");
  const line = lines.find((one) => one.startsWith("plusserver-emulator:")) ?? "";
  expect(line).toMatch(
    /API at http:\/\/127\.0\.0\.1:\d+\/api, tokens at http:\/\/127\.0\.0\.1:\d+\/auth\/token \(client demo-client \/ demo-client-secret, user demo \/ demo-password\)$/,
  );
  return /http:\/\/[^/]+/.exec(line)?.[0] ?? "";
}

it("explains itself", async () => {
  const { code, stdout, stderr } = await run("--help").ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const option of [
    ...["--port", "--host", "--state", "--provision-seconds", "--seed", "--quiet"],
    ...["--servers", "--client-address"],
  ]) {
    expect(stdout).toContain(option);
  }
});

it.each([
  [["--colour"], "--colour"],
  [["extra"], "extra"],
  [["--port", "eighty"], "--port must be a number"],
  [["--port", "1.5"], "--port must be a whole number"],
  [["--port", "65536"], "--port"],
  [["--provision-seconds", "-1"], "--provision-seconds"],
  [["--provision-seconds="], "--provision-seconds"],
  [["--servers", "some"], "--servers must be auto or none"],
  [["--client-address", "localhost"], "--client-address must be an IP address"],
  [["--host", "0.0.0.0"], "on this machine only"],
  [["--host", "example.com"], "on this machine only"],
])("ends with 2 and says why for %j", async (args, reason) => {
  const { code, stdout, stderr } = await run(...args).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(reason);
  expect(stderr).toContain("--help");
});

it("serves on a free port, tells each step of an order, and ends with 0 on SIGTERM with everything kept", async () => {
  const stateFile = join(folder, "state.json");
  const program = run("--port", "0", "--state", stateFile, "--provision-seconds", "0.2", "--seed", "a");
  const url = await readUrl(program);
  const { order } = createHttpCaller({ url });
  const { orderId } = (await order(provision)).body.order;
  // The package that makes certificates is not there.
  expect(await program.until(/selfsigned/)).toMatch(
    /no servers, orders are simulated: npm install selfsigned/,
  );
  const output = await program.until(/: done/);
  for (const kind of ["booked", "processing", "done \\(no server: simulated\\)"]) {
    expect(output).toMatch(new RegExp(`order ${orderId}, Provision, mariadb 10\\.6.* "orders": ${kind}\n`));
  }
  program.child.kill("SIGTERM");
  expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: "" });
  expect(JSON.parse(readFileSync(stateFile, "utf8")).contracts).toMatchObject([
    { orderId, status: "ACTIVE" },
  ]);
});

it("takes 20 seconds for an order if not told otherwise, says no more than needed if --quiet, and ends on SIGINT", async () => {
  const program = run("--port", "0", "--quiet", "--servers", "none");
  const url = await readUrl(program);
  const settings = await fetch(`${url}/_emulator/settings`);
  expect(((await settings.json()) as { provisionMs: object }).provisionMs).toEqual({
    Provision: 20_000,
    Change: 20_000,
    Cancel: 20_000,
  });
  await createHttpCaller({ url }).order(provision);
  program.child.kill("SIGINT");
  const { code, stdout } = await program.ended;
  expect({ code, lines: stdout.trim().split("\n").length }).toEqual({ code: 0, lines: 1 });
});

it("says that the port is taken, and ends with 1", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const { code, stderr } = await run("--port", `${port}`).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("EADDRINUSE") });
  } finally {
    server.close();
  }
});
