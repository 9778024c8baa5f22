import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LiveCommand } from "../support/cli";
import { allOf, eventually, oneDatabase, openShop, type Shop } from "../support/shop";
import { killAll } from "../support/shopEnds";

jest.setTimeout(300_000);

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders";
const program = (storageGb = 100, options = {}) =>
  oneDatabase({ storageGb, allowReplacement: true }, options);
const force = ["--replace", urn];

/** How a database comes to be replaced, when the run is killed, and what a person does then. */
interface Case {
  what: string;
  /** Before the replacement. */
  prepare?: string[];
  /** What the program asks for from then on. */
  storageGb?: number;
  up?: string[];
  seen: (shop: Shop, up: LiveCommand) => Promise<unknown>;
  recover?: (shop: Shop) => Promise<void>;
}

const whileOrdered = (_shop: Shop, up: LiveCommand) =>
  up.waitForOutput(/order [0-9a-f]{8}…: (new|processing)/);

const cases: Case[] = [
  { what: "up --replace", up: force, seen: whileOrdered, recover: forgetful },
  { what: "state taint", prepare: ["state", "taint", urn, "--yes"], seen: whileOrdered },
  { what: "a changed input", storageGb: 50, seen: whileOrdered },
  {
    what: "a changed input, while the old contract is cancelled",
    storageGb: 50,
    seen: (_shop, up) => up.waitForOutput(/Cancel order [0-9a-f]{8}…/),
  },
  {
    what: "up --replace, between the settled alias and the state",
    up: force,
    seen: heldBackAlias,
    recover: takeOver,
  },
];

/** Whoever leaves out --replace the next time changes nothing, and is told by `leftovers` what to do. */
async function forgetful(shop: Shop) {
  expect((await shop.up()).output).toContain("2 unchanged");
  expect(shop.contracts()[0]).toBe("423310 ACTIVE");
  const main = join(__dirname, "..", "..", "dist", "provider", "commands", "main.js");
  const options = { cwd: shop.dir, env: shop.env };
  const { stdout } = await promisify(execFile)(process.execPath, [main, "leftovers"], options);
  expect(stdout).toContain("contract 423311");
  expect(stdout).toContain("repeat --replace if that is what was interrupted");
}

/** The answer to the last step before the result goes to the engine does not come: first the old alias is set. */
async function heldBackAlias(shop: Shop) {
  shop.emulator.control.addFault({
    skip: 1,
    match: { method: "PUT" },
    effect: { kind: "delay", ms: 60_000 },
  });
  const isSettled = () =>
    shop.emulator.control
      .contracts()
      .some(
        ({ contractNumber, contractAlias }) => contractNumber === "423311" && contractAlias?.includes(" ="),
      );
  await eventually(isSettled);
}

/** A database that no state has heard of is refused, and taken over as the refusal says. */
async function takeOver(shop: Shop) {
  const { output } = await shop.up(force);
  expect(output).toMatch(/option import: .* and run the same command again.* contract 423311 \(ACTIVE\)/);
  shop.writeProgram(program(100, { import: "423311" }));
}

async function replaceUnderKill({ what, prepare, storageGb, up: args = [], seen, recover }: Case) {
  const shop = await openShop({ program: program() });
  expect((await shop.up()).code).toBe(0);
  shop.writeProgram(program(storageGb));
  if (prepare) expect((await shop.pulumi(prepare)).code).toBe(0);
  shop.emulator.control.settings({ provisionMs: { Provision: 4_000, Cancel: 4_000 } });
  const up = shop.spawn(["up", "--yes", "--skip-preview", ...args]);
  await seen(shop, up);
  const before = shop.contracts()[0];
  killAll(shop, up);
  await up.exited;
  // The lock that a killed CLI leaves.
  await shop.pulumi(["cancel", "--yes"]);
  await recover?.(shop);
  const next = await shop.up(args);
  const { contractNumber } = await shop.outputs();
  const [booked, contracts] = [shop.booked(), shop.contracts()];
  const { code } = await shop.destroy();
  const left = shop.contracts();
  await shop.dispose();
  return {
    what,
    before,
    next: next.code === 0 || next.output,
    booked,
    contracts,
    contractNumber,
    destroyed: code === 0,
    left,
  };
}

// A run waits most of its time, so all are tried at once.
it("a replacement that is killed ends with one new database, and the old one is cancelled only then", async () => {
  const results = await allOf(cases.map(replaceUnderKill));
  expect(results).toEqual(
    cases.map(({ what }) => ({
      what,
      before: "423310 ACTIVE",
      next: true,
      booked: ["Provision DONE", "Provision DONE", "Cancel DONE"],
      contracts: ["423310 CANCELLED", "423311 ACTIVE"],
      contractNumber: "423311",
      destroyed: true,
      left: ["423310 CANCELLED", "423311 CANCELLED"],
    })),
  );
});
