import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  canaries,
  canaryCredentials,
  canaryDatabase,
  carelessly,
  findCanaries,
  tokensOf,
} from "../support/canaries";
import { oneDatabase, openShop, type Shop } from "../support/shop";
import { pressCtrlC } from "../support/shopEnds";

jest.setTimeout(240_000);

let shop: Shop;
let temporary: string;
/** Everything that Pulumi has printed. */
let printed = "";

beforeAll(async () => {
  shop = await openShop({ service: { credentials: canaryCredentials } });
  temporary = join(shop.dir, "temporary");
  mkdirSync(temporary);
  Object.assign(shop.env, { TMPDIR: temporary, PLUSSERVER_LOG_FILE: join(shop.dir, "requests.log") });
});
afterAll(() => shop?.dispose());

/** All files under a folder; a socket has no content. */
function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

/** Looks at all that can be seen from outside; the log file and the temporary ones as they are at this time. */
function expectClean(...more: string[]) {
  const log = shop.env.PLUSSERVER_LOG_FILE ?? "";
  const seen = [printed, readAll(temporary), existsSync(log) ? readFileSync(log, "utf8") : "", ...more];
  expect(findCanaries(seen.join("\n"), tokensOf(shop.emulator.exchanges))).toEqual([]);
}

async function run(args: string[], env: Record<string, string> = {}) {
  const result = await shop.pulumi(args, { env });
  printed += result.output;
  return result;
}
const up = (env?: Record<string, string>) => run(["up", "--yes", "--skip-preview"], env);

it("finds the canaries where they are, so that a clean search says something", () => {
  expect(findCanaries(Object.values(canaries).join())).toHaveLength(3);
  expect(findCanaries(encodeURIComponent(canaries.password))).toEqual(["password, URL-encoded"]);
});

it("previews without them", async () => {
  expect((await run(["preview", "--diff"])).code).toBe(0);
  expectClean();
});

it.each([401, 403, 500])("fails without them when a service answers %s and repeats them", async (status) => {
  shop.emulator.control.addFault({
    match: { orderType: "Provision" },
    times: 9,
    // Nobody knows the password of a database that is not there yet.
    effect: { kind: "echo", status, others: [canaries.clientSecret, canaries.password] },
  });
  const { code, output } = await up();
  expect(code).not.toBe(0);
  expect(output).toContain("[secret]");
  expectClean();
  shop.emulator.control.clearFaults();
});

it("is interrupted and goes on without them, in the state too", async () => {
  shop.emulator.control.addFault(canaryDatabase);
  shop.emulator.control.settings({ provisionMs: { Provision: 4_000 } });
  const running = shop.spawn(["up", "--yes", "--skip-preview"]);
  await running.waitForOutput(/order [0-9a-f]{8}…: new/);
  expectClean(running.output());
  pressCtrlC(shop, running);
  printed += (await running.exited).output;
  expect((await up()).code).toBe(0);
  expect(await shop.outputs({ showSecrets: true })).toMatchObject({ password: canaries.databasePassword });
  printed += JSON.stringify(await shop.outputs());

  const state = await run(["stack", "export"]);
  const database = JSON.parse(state.stdout).deployment.resources.find(
    ({ id }: { id?: string }) => id === shop.emulator.control.orders()[0]?.orderId,
  );
  expect(database.outputs.__provider).toContain("pulumi-plusserver/provider");
  expectClean(readAll(join(shop.dir, "backend")), database.outputs.__provider);
});

it("has a change and a cancellation refused without them", async () => {
  shop.emulator.control.clearFaults();
  shop.emulator.control.addFault({
    match: { path: "/contractEntityService" },
    times: 99,
    effect: carelessly(403),
  });
  shop.writeProgram(oneDatabase({ storageGb: 100 }));
  for (const command of ["up", "refresh", "destroy"]) {
    const { code, output } = await run([command, "--yes", "--skip-preview"]);
    expect(code).not.toBe(0);
    expect(output).toContain("[secret]");
  }
  shop.emulator.control.clearFaults();
  expect((await run(["destroy", "--yes", "--skip-preview"])).code).toBe(0);
  expectClean(readAll(join(shop.dir, "backend")));
});
