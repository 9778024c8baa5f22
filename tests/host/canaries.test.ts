import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FaultRule } from "../../emulator/index";
import {
  canaries,
  canaryCredentials,
  canaryDatabase,
  carelessly,
  findCanaries,
  tokensOf,
} from "../support/canaries";
import { HostCallError, type Properties } from "../support/hostClient";
import { type HostRun, openHostRun, resourceType, until, urnOf } from "../support/hostRun";
import { closeLater } from "../support/httpCleanup";

const folder = mkdtempSync(join(tmpdir(), "canaries-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A host that is told all secrets, writes a log file, and does not wait for orders in doubt. */
async function openCanaryRun(more: Record<string, string> = {}, emulator?: HostRun["emulator"]) {
  const run = await openHostRun({
    ...(emulator ? { emulator } : { service: { credentials: canaryCredentials } }),
    environment: (connection) => ({
      ...connection,
      PLUSSERVER_SETTLE_SECONDS: "0",
      PLUSSERVER_LOG_FILE: join(folder, "requests.log"),
      ...more,
    }),
  });
  return run;
}

/** All that an error carries for people to see; a password that is an output is the state's to hide. */
function textOf(error: unknown): string {
  if (!(error instanceof HostCallError)) throw new Error(`it did not fail as it should: ${error}`);
  const { password, connectionUri, ...shown } = error.kept?.properties ?? {};
  return JSON.stringify([error.message, error.kept?.reasons ?? [], shown]) + error.message;
}

/** Everything that a host has said so far, to whomever. */
const saidBy = (run: HostRun) =>
  [run.host.stdout(), run.host.stderr(), ...run.engine.lines.map(({ text }) => text)].join("\n");

async function expectFailure(run: HostRun, call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const text = textOf(error);
  expectClean(run, text);
  return text;
}

function expectClean(run: HostRun, text: string) {
  const log = readFileSync(join(folder, "requests.log"), "utf8");
  expect(findCanaries([text, saidBy(run), log].join("\n"), tokensOf(run.emulator.exchanges))).toEqual([]);
}

describe("a service that repeats every secret it knows", () => {
  let run: HostRun;
  beforeAll(async () => {
    run = await openCanaryRun();
    // A secret can be hidden from when the process knows it.
    run.emulator.control.addFault(canaryDatabase);
    await run.create("first");
  });
  afterAll(() => run.close());
  beforeEach(() => run.emulator.control.reset());
  const meet = (...rules: FaultRule[]) => {
    for (const rule of [...rules, canaryDatabase]) run.emulator.control.addFault(rule);
  };

  const all = { times: 99 };
  const onOrder = { match: { orderType: "Provision" as const }, ...all };
  const failures: { what: string; rule: FaultRule; says?: string }[] = [
    ...[400, 401, 403, 404, 422, 500, 503].map((status) => ({
      what: `an order answered by ${status}`,
      rule: { ...onOrder, effect: carelessly(status) },
      says: "[secret]",
    })),
    ...[200, 403, 502].map((status) => ({
      what: `an order answered by ${status} that is not JSON`,
      rule: { ...onOrder, effect: carelessly(status, true) },
      says: "[secret]",
    })),
    { what: "a dropped order", rule: { ...onOrder, effect: { kind: "dropRequest" } } },
    { what: "half an answer", rule: { ...onOrder, times: 2, effect: { kind: "truncate" } } },
    { what: "a web page", rule: { ...onOrder, effect: { kind: "html" } } },
    {
      what: "a look-up that is forbidden",
      rule: { match: { path: /search$/ }, ...all, effect: carelessly(403) },
      says: "[secret]",
    },
    {
      what: "credentials that are forbidden",
      rule: { match: { path: /credentials$/ }, ...all, effect: carelessly(403) },
    },
    {
      what: "credentials that are not JSON",
      rule: { match: { path: /credentials$/ }, ...all, effect: carelessly(200, true) },
    },
  ];

  it.each(failures)("shows none of them: $what", async ({ what, rule, says = "" }) => {
    meet(rule);
    const creating = run.create(what.replaceAll(" ", "-"));
    // Half an answer to an order is no failure: the order is looked for and found.
    if (what === "half an answer") await creating;
    else expect(await expectFailure(run, creating)).toContain(says);
    expectClean(run, "");
  });

  it("shows none of them in the reason of a failed order", async () => {
    const reason = [...Object.values(canaries), ...tokensOf(run.emulator.exchanges)].join(" ");
    run.emulator.control.failNextOrder(reason);
    expect(await expectFailure(run, run.create("failed"))).toContain("failed: [secret]");
  });

  it("shows none of them in a warning", async () => {
    meet({ match: { method: "PUT" }, ...all, effect: carelessly(403) });
    await run.create("unsettled");
    await until(() => run.engine.warnings(urnOf("unsettled")).length > 0);
    expect(run.engine.warnings(urnOf("unsettled")).join()).toContain("[secret]");
    expectClean(run, "");
  });

  it("shows none of them in a refusal", async () => {
    meet();
    await run.create("lost");
    expect(await expectFailure(run, run.create("lost"))).toContain("nothing was ordered");
  });

  it("shows none of them where an order is not finished in time, or the run is interrupted", async () => {
    meet();
    run.emulator.control.settings({ provisionMs: 60_000 });
    const brief = run.create("brief", { __timeouts: { create: "1s" } });
    expect(await expectFailure(run, brief)).toContain("was not finished in time");

    const other = await openCanaryRun({}, run.emulator);
    closeLater(other.close);
    const creating = expectFailure(other, other.create("interrupted"));
    await until(() => other.engine.row(urnOf("interrupted")).length > 0);
    other.monitor.end();
    expect(await creating).toContain("stopped waiting (interrupted)");
  });
});

describe("a database that another process has ordered", () => {
  let first: HostRun;
  let stored: { id: string; properties: Properties };
  beforeAll(async () => {
    first = await openCanaryRun();
    first.emulator.control.addFault(canaryDatabase);
    stored = await first.create("orders");
    expect(stored.properties.password).toBe(canaries.databasePassword);
    first.emulator.control.clearFaults();
  });
  afterAll(() => first.close());

  const operations: Record<string, (run: HostRun) => Promise<unknown>> = {
    update: async (run) => {
      run.monitor.held = { [urnOf("orders")]: { type: resourceType, outputs: stored.properties } };
      const inputs = await run.check("orders", { storageGb: 100 }, stored.properties);
      return run.client.update(stored.id, stored.properties, inputs);
    },
    read: (run) => run.client.read(stored.id, stored.properties),
    delete: (run) => run.client.delete(stored.id, stored.properties),
  };

  it.each(Object.keys(operations))("has no secret shown by a failing %s", async (name) => {
    const run = await openCanaryRun({}, first.emulator);
    closeLater(run.close);
    run.emulator.control.addFault({
      match: { path: "/contractEntityService" },
      times: 99,
      effect: carelessly(403),
    });
    expect(await expectFailure(run, operations[name]?.(run) ?? Promise.resolve())).toContain("[secret]");
    run.emulator.control.clearFaults();
  });
});

describe("a login that fails", () => {
  it.each([
    [401, false],
    [403, true],
    [200, true],
    [500, true],
  ])("shows no secret that is sent back: %s, as a page: %s", async (status, page) => {
    const run = await openCanaryRun();
    closeLater(run.close);
    // No process knows a database before it has logged in.
    const effect = { kind: "echo" as const, status, page };
    run.emulator.control.addFault({ match: { path: "/auth" }, times: 99, effect });
    expect(await expectFailure(run, run.create("orders"))).toContain("could not log in");
  });
});

describe("a wrong setting", () => {
  const { password } = canaries;
  it.each([
    ["that nobody answers", { PLUSSERVER_API_URL: "http://127.0.0.1:9/api" }, "ECONNREFUSED"],
    [
      "with a password in it",
      { PLUSSERVER_API_URL: `https://demo:${encodeURIComponent(password)}@localhost` },
      "holds a user name or a password",
    ],
    [
      "with a password in it as it is",
      { PLUSSERVER_TOKEN_URL: `https://demo:${password}@localhost` },
      "holds a user name or a password",
    ],
    [
      "with a password and no slashes",
      { PLUSSERVER_API_URL: `https:demo:${password}@localhost` },
      "holds a user name or a password",
    ],
  ])("shows no secret: an address %s", async (_what, environment, says) => {
    const run = await openCanaryRun(environment);
    closeLater(run.close);
    const text = await expectFailure(run, run.create("orders"));
    expect(text).toContain(says);
  });
});
