import type { LiveCommand } from "../support/cli";
import { allOf, oneDatabase, openShop, type Shop } from "../support/shop";
import { killAll, killHost, pressCtrlC, pressCtrlCTwice } from "../support/shopEnds";

jest.setTimeout(300_000);

/** How a run may end while an order is waited for. */
const ends: { what: string; end: (shop: Shop, up: LiveCommand) => void | Promise<void> }[] = [
  { what: "one Ctrl-C", end: pressCtrlC },
  { what: "two Ctrl-C", end: pressCtrlCTwice },
  { what: "the death of the CLI alone", end: (_shop, up) => up.signal("SIGKILL") },
  { what: "the death of CLI and host, as when a CI runner dies", end: killAll },
  { what: "the death of the host", end: killHost },
];

/** When it ends: each stage of an order, as the resource's row shows it. */
const moments = [
  { when: "while the order call is under way", seen: /orders creating/ },
  { when: "right after the order was placed", seen: /order [0-9a-f]{8}…: new/ },
  { when: "while the order is processed", seen: /processing \d+ %/ },
  { when: "while the credentials are fetched", seen: /order [0-9a-f]{8}…: DONE/ },
];

/** Ends a run, starts the next, destroys; returns what must be the same whatever was ended when. */
async function recover(end: (typeof ends)[number]["end"], { when, seen }: (typeof moments)[number]) {
  const shop = await openShop();
  shop.emulator.control.settings({ provisionMs: { Provision: 5_000 } });
  // Once the contract is settled a run that ends may have to be mended by a person.
  shop.emulator.control.addFault({
    match: { path: /credentials$/ },
    effect: { kind: "delay", ms: 2_000 },
  });
  const up = shop.spawn(["up", "--yes", "--skip-preview"]);
  await up.waitForOutput(seen);
  await end(shop, up);
  await up.exited;
  // A killed CLI leaves its lock, as it does with every provider.
  await shop.pulumi(["cancel", "--yes"]);

  const next = await shop.up();
  const [booked, contracts] = [shop.booked(), shop.contracts()];
  const { code } = await shop.destroy();
  // Only what the state holds is destroyed.
  const left = shop.contracts();
  await shop.dispose();
  return { when, next: next.code === 0 || next.output, booked, contracts, destroyed: code === 0, left };
}

describe.each(ends)("after $what", ({ end }) => {
  // A run waits most of its time, so all moments are tried at once.
  it("the next up ends with the one database that was ordered, whenever it was", async () => {
    const results = await allOf(moments.map((moment) => recover(end, moment)));
    expect(results).toEqual(
      moments.map(({ when }) => ({
        when,
        next: true,
        booked: ["Provision DONE"],
        contracts: ["423310 ACTIVE"],
        destroyed: true,
        left: ["423310 CANCELLED"],
      })),
    );
  });
});

describe("one Ctrl-C while an order is waited for", () => {
  it("ends the run at once, with the order in the state and no pending operation", async () => {
    const shop = await openShop();
    shop.emulator.control.settings({ provisionMs: 300_000 });
    const up = shop.spawn(["up", "--yes", "--skip-preview"]);
    await up.waitForOutput(/order [0-9a-f]{8}…: new/);
    pressCtrlC(shop, up);
    const { output } = await up.exited; // The command's own limit is less than half of the order's time.
    expect(output).toMatch(/order [0-9a-f]{24}: stopped waiting \(interrupted\), the order itself goes on/);
    expect(output).toContain("run pulumi up to go on");

    const { resources = [], pending_operations: pending = [] } = (await shop.exportState()).deployment;
    const database = resources.find(({ urn }) => urn.endsWith("::orders"));
    expect(database?.id).toBe(shop.emulator.control.orders()[0]?.orderId);
    expect(pending).toEqual([]);
    await shop.dispose();
  });
});

describe("a database whose order never finished", () => {
  async function interrupted(): Promise<Shop> {
    const shop = await openShop();
    shop.emulator.control.settings({ provisionMs: { Provision: 10_000 } });
    const up = shop.spawn(["up", "--yes", "--skip-preview"]);
    await up.waitForOutput(/order [0-9a-f]{8}…: new/);
    pressCtrlC(shop, up);
    await up.exited;
    return shop;
  }

  it("is refreshed without being lost, and finished first and changed then", async () => {
    const shop = await interrupted();
    expect((await shop.refresh()).code).toBe(0);
    expect(shop.booked()).toEqual([expect.stringMatching(/^Provision (new|processing)$/)]);
    shop.writeProgram(oneDatabase({ storageGb: 100 }));
    expect((await shop.up()).code).toBe(0);
    expect(shop.booked()).toEqual(["Provision DONE", "Change DONE"]);
    expect(await shop.outputs()).toMatchObject({ storageGb: 100, contractNumber: "423310" });
    expect((await shop.up()).output).toContain("2 unchanged");
    await shop.dispose();
  });

  it("is waited for and cancelled by destroy", async () => {
    const shop = await interrupted();
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
    await shop.dispose();
  });
});
