import { createHttpCaller, provision } from "../emulator/caller";
import { allOf, eventually, oneDatabase, openShop, type Shop } from "../support/shop";
import { killAll } from "../support/shopEnds";

jest.setTimeout(240_000);

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders";

/** A run was killed after it had ordered: contract 423310 is there, and the state does not hold it. */
async function openInterrupted(): Promise<Shop> {
  const shop = await openShop();
  shop.emulator.control.settings({ provisionMs: { Provision: 2_000 } });
  const up = shop.spawn(["up", "--yes", "--skip-preview"]);
  await up.waitForOutput(/order [0-9a-f]{8}…: new/);
  killAll(shop, up);
  await up.exited;
  await shop.pulumi(["cancel", "--yes"]);
  await eventually(() => shop.contracts().length > 0);
  return shop;
}

/** A way out that a refusal names, and the contracts that there are when it was taken. */
interface Way {
  what: string;
  take(shop: Shop, refusal: string): void;
  contracts: string[];
  held: string;
}

const cancelInPortal = (shop: Shop) => void shop.emulator.control.cancelContract("423310");

/** Meets the refusal, takes the way out, and returns what there is then. */
async function follow(shop: Shop, refusal: string, { what, take }: Way) {
  const refused = await shop.up();
  const orders = shop.booked().length;
  const output = refused.output.replaceAll('\\"', '"');
  take(shop, output);
  const { code } = await shop.up();
  const { contractNumber: held } = await shop.outputs();
  const contracts = shop.contracts();
  await shop.dispose();
  const isRefused = refused.code !== 0 && output.includes(refusal) && orders;
  return { what, isRefused, code, contracts, held };
}

const toResult = ({ what, contracts, held }: Way, orders: number) => ({
  what,
  isRefused: orders,
  code: 0,
  contracts,
  held,
});

it("every way out of an interrupted order in another region works", async () => {
  const ways: Way[] = [
    {
      what: "write what it ordered",
      take: (shop) => shop.writeProgram(oneDatabase()),
      contracts: ["423310 ACTIVE"],
      held: "423310",
    },
    {
      what: "cancel it in the portal",
      take: cancelInPortal,
      contracts: ["423310 CANCELLED", "423311 ACTIVE"],
      held: "423311",
    },
    {
      what: "set its alias in the portal",
      take: (shop, refusal) => {
        const [, contractAlias = ""] = /set its alias in the portal to "([^"]+)"/.exec(refusal) ?? [];
        shop.emulator.control.editContract("423310", { contractAlias });
      },
      contracts: ["423310 ACTIVE", "423311 ACTIVE"],
      held: "423311",
    },
  ];
  const tried = ways.map(async (way) => {
    const shop = await openInterrupted();
    shop.writeProgram(oneDatabase({ region: "DE-NORTH" }));
    return follow(shop, "an interrupted run ordered another engine or region under this name", way);
  });
  expect(await allOf(tried)).toEqual(ways.map((way) => toResult(way, 1)));
});

it("every way out of an interrupted order beside a contract to import works", async () => {
  const ways: Way[] = [
    {
      what: "leave the option import out",
      take: (shop) => shop.writeProgram(oneDatabase()),
      contracts: ["423310 ACTIVE", "423311 ACTIVE"],
      held: "423310",
    },
    {
      what: "cancel the other one in the portal",
      take: cancelInPortal,
      contracts: ["423310 CANCELLED", "423311 ACTIVE"],
      held: "423311",
    },
  ];
  const tried = ways.map(async (way) => {
    const shop = await openInterrupted();
    shop.emulator.control.settings({ provisionMs: 0 });
    await createHttpCaller(shop.emulator).order({ ...provision, version: "10.11", contractAlias: "by hand" });
    shop.writeProgram(oneDatabase({}, { import: "423311" }));
    return follow(shop, "beside the contract to import there is another database", way);
  });
  expect(await allOf(tried)).toEqual(ways.map((way) => toResult(way, 2)));
});

it("an up whose state could not be asked works when it is run again", async () => {
  const way: Way = {
    what: "run pulumi up again",
    take: (shop) => shop.writeProgram(oneDatabase()),
    contracts: ["423310 ACTIVE"],
    held: "423310",
  };
  const shop = await openInterrupted();
  // The provider is sent to a port where somebody listens who knows nothing of the state.
  const { host } = new URL(shop.emulator.url);
  shop.writeProgram(`const monitor = require("@pulumi/pulumi").runtime.getMonitor();
monitor.getChannel = () => ({ getTarget: () => "${host}" });
${oneDatabase()}`);
  const result = await follow(shop, "the engine could not be asked", way);
  expect(result).toEqual(toResult(way, 1));
});

it("a refused replacement of a tainted database is taken back by state untaint", async () => {
  const shop = await openShop();
  expect((await shop.up()).code).toBe(0);
  expect((await shop.pulumi(["state", "taint", urn, "--yes"])).code).toBe(0);
  const { code, output } = await shop.up();
  expect(code).not.toBe(0);
  expect(output).toContain("pulumi state untaint");
  expect((await shop.pulumi(["state", "untaint", urn, "--yes"])).code).toBe(0);
  expect((await shop.up()).output).toContain("2 unchanged");
  expect(shop.booked()).toEqual(["Provision DONE"]);
  await shop.dispose();
});
