import type { Effect } from "../../emulator/index";
import { startOfTime } from "../support/virtualClock";
import { createWorld } from "../support/world";
import type { Program } from "../support/worldState";

const minute = 60_000;
/** Longer than any token lives, so that what repeats a call can be told by its transaction alone. */
const settings = { provisionMs: 20 * minute, tokenSeconds: 86_400 };
const databases = 200;
/** As many repeats as the budget of a process allows before the first success. */
const budget = 50;

const program: Program = Object.fromEntries(
  Array.from({ length: databases }, (_, index) => [
    `orders-${index}`,
    {
      inputs: {
        engine: "mariadb-10.11",
        nodeSize: "b2-4",
        storageGb: 50,
        trustedSources: ["123.123.123.123"],
        region: "DE-WEST",
        billingProfile: "046073",
      },
    },
  ]),
);

const effects: [string, Effect][] = [
  ["answers 503", { kind: "answer", status: 503, body: "<html>down</html>" }],
  ["resets every connection", { kind: "dropRequest" }],
];

it.each(effects)(
  "finishes 200 orders after ten minutes in which the service %s, and adds hardly anything to its trouble",
  async (_, effect) => {
    const world = createWorld({ settings });
    const down = { from: startOfTime + 2 * minute, to: startOfTime + 12 * minute };
    const isDown = (at: number) => at >= down.from && at < down.to;
    const { end, failures } = await world.up(program, { fates: ({ at }) => (isDown(at) ? { effect } : {}) });
    expect([end, failures]).toEqual(["done", []]);

    const { requests, orders } = world.service.control.journal();
    expect([orders.length, world.state.entries.size]).toEqual([databases, databases]);
    const statuses = [...world.state.entries.values()].map(({ outputs }) => outputs.orderStatus);
    expect(new Set(statuses)).toEqual(new Set(["DONE"]));

    const { firsts, repeats } = countOnceEmpty(requests.filter(({ at }) => isDown(at)));
    expect(firsts).toBeGreaterThan(50);
    expect(repeats).toBeLessThanOrEqual(firsts * 0.1);
    const after = countOnceEmpty(requests);
    expect(after.repeats).toBeLessThanOrEqual(after.firsts * 0.1);
  },
  60_000,
);

it("logs in once when the service is back, if the token has run out meanwhile, and asks no more than with a token that lasts", async () => {
  const down = { from: startOfTime + 2 * minute, to: startOfTime + 12 * minute };
  const isDown = (at: number) => at >= down.from && at < down.to;
  const run = async (tokenSeconds: number) => {
    const world = createWorld({ settings: { ...settings, tokenSeconds } });
    const fates = ({ at }: { at: number }) =>
      isDown(at) ? { effect: { kind: "answer", status: 503, body: "down" } as const } : {};
    const { end, failures } = await world.up(program, { fates });
    expect([end, failures]).toEqual(["done", []]);
    expect(world.service.control.journal().orders).toHaveLength(databases);
    return world.service.control.journal().requests;
  };
  const [lasting, short] = [await run(86_400), await run(300)];
  const logins = short.filter(({ path }) => path.endsWith("/token"));
  expect(logins.filter(({ at }) => isDown(at)).length).toBeGreaterThan(0);
  const back = logins.filter(
    ({ at, status }) => at >= down.to && at < down.to + 4 * minute && status === 200,
  );
  expect(back).toHaveLength(1);
  const inOutage = (requests: typeof short) => requests.filter(({ at }) => isDown(at)).length;
  expect(inOutage(short)).toBeLessThanOrEqual(inOutage(lasting) * 1.1);
}, 60_000);

/** First attempts and repeats after the last repeat that the budget had in store. */
function countOnceEmpty(requests: readonly { transactionId: string | null }[]) {
  const seen = new Set<string>();
  const isRepeat = requests.map(({ transactionId }) => {
    if (transactionId === null) return false;
    const known = seen.has(transactionId);
    seen.add(transactionId);
    return known;
  });
  let left = budget;
  const rest = isRepeat.slice(isRepeat.findIndex((one) => one && --left === 0) + 1);
  // Without this many repeats there was no trouble to speak of.
  expect(left).toBeLessThanOrEqual(0);
  const repeats = rest.filter(Boolean).length;
  return { firsts: rest.length - repeats, repeats };
}
