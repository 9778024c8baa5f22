import { setTimeout as sleep } from "node:timers/promises";
import type { LiveCommand } from "../support/cli";
import { oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(300_000);

const host = /cmd\/dynamic-provider/;
const program = /@pulumi\/pulumi\/cmd\/run/;

function end(shop: Shop, which: RegExp, signal: NodeJS.Signals) {
  for (const { pid } of shop.processes(which)) process.kill(pid, signal);
}

/** Ctrl-C reaches the CLI, which ends the program; the language host of the tests is too old to do the latter. */
function pressCtrlC(shop: Shop, up: LiveCommand) {
  up.signal("SIGINT");
  end(shop, program, "SIGTERM");
}

/** How a run may end while an order is waited for. */
const ends: { what: string; end: (shop: Shop, up: LiveCommand) => void | Promise<void> }[] = [
  { what: "one Ctrl-C", end: pressCtrlC },
  {
    what: "two Ctrl-C",
    end: async (shop, up) => {
      pressCtrlC(shop, up);
      await sleep(50);
      up.signal("SIGINT");
    },
  },
  { what: "the death of the CLI alone", end: (_shop, up) => up.signal("SIGKILL") },
  {
    what: "the death of CLI and host, as when a CI runner dies",
    end: (shop, up) => {
      end(shop, host, "SIGKILL");
      up.signal("SIGKILL");
    },
  },
  { what: "the death of the host", end: (shop) => end(shop, host, "SIGKILL") },
];

/** When it ends: before the order could be answered, while it is new, while it is processed. */
const moments = [
  { when: "while the order call is under way", seen: /orders creating/ },
  { when: "right after the order was placed", seen: /order [0-9a-f]{8}…: new/ },
  { when: "while the order is processed", seen: /processing \d+ %/ },
];

describe.each(ends)("after $what", (way) => {
  it.each(moments)("$when, the next up ends with the one database that was ordered", async ({ seen }) => {
    const shop = await openShop();
    shop.emulator.control.settings({ provisionMs: 6_000 });
    const up = shop.spawn(["up", "--yes", "--skip-preview"]);
    await up.waitForOutput(seen);
    await way.end(shop, up);
    await up.exited;
    // A killed CLI leaves its lock, as it does with every provider.
    await shop.pulumi(["cancel", "--yes"]);

    const next = await shop.up();
    expect({ code: next.code, output: next.output }).toMatchObject({ code: 0 });
    expect(shop.booked()).toEqual(["Provision DONE"]);
    expect(shop.contracts()).toEqual(["423310 ACTIVE"]);
    expect(await shop.outputs()).toMatchObject({ contractNumber: "423310" });
    expect((await shop.up()).output).toContain("2 unchanged");

    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
    await shop.dispose();
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
    shop.emulator.control.settings({ provisionMs: 12_000 });
    const up = shop.spawn(["up", "--yes", "--skip-preview"]);
    await up.waitForOutput(/order [0-9a-f]{8}…: new/);
    pressCtrlC(shop, up);
    await up.exited;
    return shop;
  }

  it("is refreshed without being lost", async () => {
    const shop = await interrupted();
    expect((await shop.refresh()).code).toBe(0);
    expect((await shop.up()).code).toBe(0);
    expect(shop.booked()).toEqual(["Provision DONE"]);
    await shop.dispose();
  });

  it("is finished first and changed then", async () => {
    const shop = await interrupted();
    shop.writeProgram(oneDatabase({ storageGb: 100 }));
    expect((await shop.up()).code).toBe(0);
    expect(shop.booked()).toEqual(["Provision DONE", "Change DONE"]);
    expect(await shop.outputs()).toMatchObject({ storageGb: 100, contractNumber: "423310" });
    await shop.dispose();
  });

  it("is waited for and cancelled by destroy", async () => {
    const shop = await interrupted();
    expect((await shop.destroy()).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
    await shop.dispose();
  });
});
