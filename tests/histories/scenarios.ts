import { createWorld, type RunOptions, type World, type WorldOptions } from "../support/world";
import { countUnheld, findWrongs, letAllLand } from "../support/worldJudge";
import { runUntilDone } from "../support/worldPerson";
import type { Fates, ProviderBuild } from "../support/worldProcess";
import type { Program } from "../support/worldState";
import { oneDatabase } from "./samples";

/** A short history with a known end. */
export interface Scenario {
  name: string;
  /** What is wrong with how it went; empty if all is well. */
  run(build?: ProviderBuild): Promise<string[]>;
}

const minute = 60_000;
const slow = { provisionMs: 3 * minute, dedupe: false };
const mayGo = oneDatabase({ allowReplacement: true });
const elsewhere = oneDatabase({ region: "DE-NORTH", allowReplacement: true });
const forced = { replace: ["orders"] };
const once = (
  when: (request: { orderType: string | undefined; path: string; method: string }) => boolean,
  fate: ReturnType<Fates>,
): Fates => {
  let isSpent = false;
  return (request) => {
    if (isSpent || !when(request)) return undefined;
    isSpent = true;
    return fate;
  };
};
const isOrder = ({ orderType }: { orderType: string | undefined }) => orderType === "Provision";

type Story = (world: World) => Promise<string[]>;

function scenario(name: string, story: Story, options: WorldOptions = {}): Scenario {
  const run = (build?: ProviderBuild) =>
    story(createWorld({ settings: slow, ...options, build })).catch((error: unknown) => [
      `it broke: ${error}`,
    ]);
  return { name, run };
}

/** The end of a story in which all should be well. */
async function judge(world: World, program: Program): Promise<string[]> {
  await letAllLand(world);
  return [...findWrongs(world, program), ...(countUnheld(world) > 0 ? ["there is a surplus order"] : [])];
}

const unless = (isTrue: boolean, wrong: string) => (isTrue ? [] : [wrong]);

/** Runs `up`, which must come to this end. */
async function expectUp(
  world: World,
  program: Program,
  end: string,
  options: RunOptions = {},
): Promise<string[]> {
  const result = await world.up(program, options);
  return unless(result.end === end, `up was ${result.end}, not ${end}: ${result.failures[0]?.message}`);
}

const countOf = (world: World, type: string, expected: number) => {
  const count = world.ledger.countOrders(type);
  return unless(count === expected, `${count} ${type} orders, not ${expected}`);
};

/** Histories that go on with one database, each of which one mistake at least has made necessary. */
export const scenarios: readonly Scenario[] = [
  scenario("two stacks of one project have a database each", async (world) => [
    ...(await expectUp(world, oneDatabase(), "done")),
    ...(await expectUp(createWorld({ beside: world, stack: "staging" }), oneDatabase(), "done")),
    ...countOf(world, "Provision", 2),
  ]),
  scenario("a database is changed with one order, and then has nothing to change", async (world) => [
    ...(await expectUp(world, oneDatabase(), "done")),
    ...(await expectUp(world, oneDatabase({ storageGb: 100, nodeSize: "b4-8" }), "done")),
    ...(await expectUp(world, oneDatabase({ storageGb: 100, nodeSize: "b4-8" }), "done")),
    ...countOf(world, "Change", 1),
    ...(await judge(world, oneDatabase({ storageGb: 100, nodeSize: "b4-8" }))),
  ]),
  scenario(
    "a change whose answer was lost is not ordered twice",
    async (world) => {
      const larger = oneDatabase({ storageGb: 100 });
      const fates = once(({ orderType }) => orderType === "Change", { effect: { kind: "dropAnswer" } });
      return [
        ...(await expectUp(world, oneDatabase(), "done")),
        ...(await expectUp(world, larger, "done", { fates })),
        ...countOf(world, "Change", 1),
        ...(await judge(world, larger)),
      ];
    },
    { settings: { provisionMs: minute, dedupe: false } },
  ),
  scenario("a replacement is ordered before the old database goes", async (world) => {
    const ends = [await expectUp(world, oneDatabase(), "done"), await expectUp(world, elsewhere, "done")];
    const types = world.service.state.journal.orders.map(({ type }) => type).join();
    return [
      ...ends.flat(),
      ...unless(types === "Provision,Provision,Cancel", types),
      ...(await judge(world, elsewhere)),
    ];
  }),
  scenario("a forced replacement needs permission", async (world) => [
    ...(await expectUp(world, oneDatabase(), "done")),
    ...(await expectUp(world, oneDatabase(), "failed", forced)),
    ...countOf(world, "Provision", 1),
    ...(await expectUp(world, mayGo, "done", forced)),
    ...countOf(world, "Cancel", 1),
    ...(await judge(world, mayGo)),
  ]),
  scenario("a database whose replacement failed stays in use", async (world) => {
    const first = await expectUp(world, oneDatabase(), "done");
    world.service.control.failNextOrder("no capacity", "Provision");
    return [
      ...first,
      ...(await expectUp(world, elsewhere, "failed")),
      ...(await expectUp(world, oneDatabase(), "failed", forced)),
      ...(await judge(world, oneDatabase())),
    ];
  }),
  scenario(
    "a database whose alias says that it is given up, and that the state holds, stays in use",
    async (world) => {
      const fates = once(({ method }) => method === "PUT", { end: "hostDies" });
      return [
        ...(await expectUp(world, oneDatabase(), "done")),
        ...(await expectUp(world, mayGo, "lost", { ...forced, fates })),
        ...(await expectUp(world, oneDatabase(), "failed", forced)),
        ...world.ledger.destroyedUnasked(),
      ];
    },
  ),
  scenario("a database that got another name needs permission to be replaced by force", async (world) => {
    const { inputs } = { inputs: {}, ...oneDatabase().orders };
    const renamed: Program = { sales: { inputs, formerName: "orders" } };
    return [
      ...(await expectUp(world, oneDatabase(), "done")),
      ...(await expectUp(world, renamed, "done")),
      ...(await expectUp(world, renamed, "failed", { replace: ["sales"] })),
      ...(await judge(world, renamed)),
    ];
  }),
  scenario(
    "a database needs permission to be replaced by force in the run that renames it, too",
    async (world) => {
      const { inputs } = { inputs: {}, ...oneDatabase().orders };
      const renamed: Program = { sales: { inputs, formerName: "orders" } };
      return [
        ...(await expectUp(world, oneDatabase(), "done")),
        ...(await expectUp(world, renamed, "failed", { replace: ["sales"] })),
        ...(await expectUp(world, renamed, "done")),
        ...(await judge(world, renamed)),
      ];
    },
  ),
  scenario("a database needs permission to be replaced by force in another namespace, too", async (world) => {
    const environment = { PLUSSERVER_NAMESPACE: "elsewhere" };
    return [
      ...(await expectUp(world, oneDatabase(), "done")),
      ...(await expectUp(world, oneDatabase(), "failed", { ...forced, environment })),
      ...(await expectUp(world, mayGo, "done", { ...forced, environment })),
      ...(await judge(world, mayGo)),
    ];
  }),
  scenario(
    "an imported database is not taken for its own successor when its order is lost",
    async (world) => {
      const { inputs } = { inputs: {}, ...mayGo.orders };
      const first = await expectUp(world, { legacy: { inputs } }, "done");
      world.state.entries.clear();
      const fates = once(isOrder, { effect: { kind: "dropRequest" } });
      return [
        ...first,
        ...(await expectUp(world, { orders: { inputs, import: "423310" } }, "done")),
        ...(await expectUp(world, mayGo, "done", { ...forced, fates })),
        ...countOf(world, "Provision", 2),
        ...(await judge(world, mayGo)),
      ];
    },
  ),
  scenario("a second forced replacement follows one whose deletions were never reached", async (world) => {
    const fates: Fates = ({ orderType }) => (orderType === "Cancel" ? { end: "hostDies" } : undefined);
    return [
      ...(await expectUp(world, oneDatabase(), "done")),
      ...(await expectUp(world, mayGo, "lost", { ...forced, fates })),
      ...(await expectUp(world, mayGo, "done", forced)),
      ...countOf(world, "Provision", 3),
      ...(await judge(world, mayGo)),
    ];
  }),
  scenario(
    "a database that was cancelled in the portal is ordered anew after a refresh",
    async (world) => {
      const first = await expectUp(world, oneDatabase(), "done");
      world.service.control.cancelContract("423310");
      await world.refresh();
      return [
        ...first,
        ...(await expectUp(world, oneDatabase(), "done")),
        ...(await judge(world, oneDatabase())),
      ];
    },
    { settings: { ...slow, dedupe: true } },
  ),
  scenario("a refresh of a database that lives keeps it", async (world) => {
    const first = await expectUp(world, oneDatabase(), "done");
    const { end } = await world.refresh();
    return [
      ...first,
      ...unless(end === "done", end),
      ...(await expectUp(world, oneDatabase(), "done")),
      ...(await judge(world, oneDatabase())),
    ];
  }),
  scenario("a wrong account makes nothing vanish", async (world) => {
    const first = await expectUp(world, oneDatabase(), "done");
    const hidden: Fates = ({ path, method }) =>
      method === "GET" && path.includes("/contracts/") ? { effect: notFound } : undefined;
    const ends = [(await world.refresh({ fates: hidden })).end, (await world.destroy({ fates: hidden })).end];
    return [
      ...first,
      ...unless(ends.join() === "failed,failed", ends.join()),
      ...(await judge(world, oneDatabase())),
    ];
  }),
  scenario("a destroy of an order that still runs waits for it and cancels it", async (world) => {
    const fates: Fates = ({ index }) => (index === 5 ? { end: "interrupted" } : undefined);
    return [
      ...(await expectUp(world, oneDatabase(), "interrupted", { fates })),
      ...unless(world.state.entries.size === 1, "the order is not kept"),
      ...unless((await world.destroy()).end === "done", "destroy failed"),
      ...(await judge(world, {})),
    ];
  }),
  scenario("a destroy does not believe a Cancel order", async (world) => {
    const first = await expectUp(world, oneDatabase(), "done");
    world.service.control.settings({
      provisionMs: { Cancel: 20 * minute },
      statusWords: { processing: "DONE" },
    });
    const { end } = await world.destroy();
    return [...first, ...unless(end === "done", end), ...(await judge(world, {}))];
  }),
  scenario("an interrupted order is kept and finished", async (world) => [
    ...(await expectUp(world, oneDatabase(), "interrupted", {
      fates: ({ index }) => (index === 6 ? { end: "interrupted" } : undefined),
    })),
    ...(await expectUp(world, oneDatabase(), "done")),
    ...countOf(world, "Provision", 1),
    ...(await judge(world, oneDatabase())),
  ]),
  scenario(
    "a failed order costs nothing and is placed anew",
    async (world) => {
      world.service.control.failNextOrder("no capacity", "Provision");
      return [
        ...(await expectUp(world, oneDatabase(), "failed")),
        ...(await expectUp(world, oneDatabase(), "done")),
        ...countOf(world, "Provision", 2),
        ...(await judge(world, oneDatabase())),
      ];
    },
    { settings: { ...slow, dedupe: true } },
  ),
  scenario("an order that fails after Ctrl-C is placed anew without permission", async (world) => {
    world.service.control.failNextOrder("no capacity", "Provision");
    const fates: Fates = ({ index }) => (index === 6 ? { end: "interrupted" } : undefined);
    const first = await expectUp(world, oneDatabase(), "interrupted", { fates });
    const person = await runUntilDone(world, oneDatabase());
    return [
      ...first,
      ...unless(person.done, "it never came to an end"),
      ...(await judge(world, person.program)),
    ];
  }),
  scenario("an interrupted order of another region is not ordered beside", async (world) => [
    ...(await expectUp(world, oneDatabase(), "lost", { fates: once(isOrder, { end: "hostDies" }) })),
    ...(await expectUp(world, oneDatabase({ region: "DE-NORTH" }), "failed")),
    ...countOf(world, "Provision", 1),
  ]),
  scenario("nothing is ordered beside a match while the state cannot be asked", async (world) => [
    ...(await expectUp(world, oneDatabase(), "lost", { fates: once(isOrder, { end: "hostDies" }) })),
    ...(await expectUp(world, oneDatabase(), "failed", { stateUnknown: true })),
    ...countOf(world, "Provision", 1),
  ]),
  scenario("a database that a lost state held is not ordered beside", async (world) => {
    const first = await expectUp(world, oneDatabase(), "done");
    world.state.entries.clear();
    return [...first, ...(await expectUp(world, oneDatabase(), "failed")), ...countOf(world, "Provision", 1)];
  }),
  scenario("an order is not sent again for a CLI that is gone", async (world) => {
    const fates: Fates = once(isOrder, { effect: busy, end: "cliDies" });
    const first = await expectUp(world, oneDatabase(), "lost", { fates });
    return [...first, ...(await judge(world, {})), ...countOf(world, "Provision", 0)];
  }),
  scenario("nothing is ordered for a CLI that is gone", async (world) => {
    const fates: Fates = ({ index }) => (index === 1 ? { end: "cliDies" } : undefined);
    return [...(await expectUp(world, oneDatabase(), "lost", { fates })), ...(await judge(world, {}))];
  }),
  scenario("nothing is settled for a CLI that is gone", async (world) => {
    const fates = once(({ path }) => path.endsWith("/credentials"), { end: "cliDies" });
    const first = await expectUp(world, oneDatabase(), "lost", { fates });
    await letAllLand(world);
    return [
      ...first,
      ...(await expectUp(world, oneDatabase(), "done")),
      ...(await judge(world, oneDatabase())),
    ];
  }),
  scenario("an order behind a 502 is found", async (world) => [
    ...(await expectUp(world, oneDatabase(), "done", { fates: once(isOrder, { effect: hiddenSuccess }) })),
    ...countOf(world, "Provision", 1),
    ...(await judge(world, oneDatabase())),
  ]),
  scenario("an order that lands within the settle window is waited for", async (world) => [
    ...(await expectUp(world, oneDatabase(), "done", {
      fates: once(isOrder, { effect: { kind: "landLate", afterMs: 100_000 } }),
    })),
    ...countOf(world, "Provision", 1),
    ...(await judge(world, oneDatabase())),
  ]),
  scenario(
    "a repeated order is recognised by its number, however late the first one lands",
    async (world) => [
      ...(await expectUp(world, oneDatabase(), "done", {
        fates: once(isOrder, { effect: { kind: "landLate", afterMs: 125_000 } }),
      })),
      ...countOf(world, "Provision", 1),
      ...(await judge(world, oneDatabase())),
    ],
    { settings: { ...slow, dedupe: true } },
  ),
  scenario("a surplus order does not take the place of the database that is to cancel it", async (world) => {
    const crash = once(isOrder, { effect: { kind: "landLate", afterMs: 30_000 }, end: "hostDies" });
    const first = await expectUp(world, mayGo, "lost", { fates: crash });
    const fates: Fates = () => (bothWait(world) ? { end: "interrupted" } : undefined);
    return [
      ...first,
      ...(await expectUp(world, mayGo, "interrupted", { fates })),
      ...(await expectUp(world, mayGo, "done", forced)),
      ...(await judge(world, mayGo)),
    ];
  }),
  scenario("an order that failed after Ctrl-C is not waited for over and over", async (world) => {
    world.service.control.failNextOrder("no capacity", "Provision");
    const fates: Fates = ({ index }) => (index === 6 ? { end: "interrupted" } : undefined);
    const first = await expectUp(world, oneDatabase(), "interrupted", { fates });
    await letAllLand(world);
    const person = await runUntilDone(world, oneDatabase());
    return [
      ...first,
      ...unless(person.done, "it never came to an end"),
      ...(await judge(world, oneDatabase())),
    ];
  }),
  scenario(
    "a change that goes on after a failure is not forgotten when the program is changed back",
    async (world) => {
      const fates: Fates = ({ path }) =>
        path.endsWith("/credentials") ? { effect: notFoundPage } : undefined;
      const first = await expectUp(world, oneDatabase(), "done");
      const grown = await expectUp(world, oneDatabase({ nodeSize: "b4-8" }), "failed", { fates });
      return [
        ...first,
        ...grown,
        ...(await expectUp(world, oneDatabase(), "done")),
        ...(await judge(world, oneDatabase())),
      ];
    },
  ),
  scenario(
    "a database is not replaced by itself when the service repeats an answer that no search shows yet",
    async (world) => [
      ...(await expectUp(world, mayGo, "done")),
      ...(await expectUp(world, mayGo, "done", forced)),
      ...countOf(world, "Provision", 2),
      ...(await judge(world, mayGo)),
    ],
    { settings: { provisionMs: 0, searchLagMs: 30_000, dedupe: true } },
  ),
  scenario(
    "a cancelled contract is not handed over when the service repeats an answer that no search shows yet",
    async (world) => {
      const first = await expectUp(world, oneDatabase(), "done");
      world.service.control.cancelContract("423310");
      await world.refresh();
      const second = await expectUp(world, oneDatabase(), "failed");
      await world.pass(minute);
      const third = await expectUp(world, oneDatabase(), "done");
      return [...first, ...second, ...third, ...(await judge(world, oneDatabase()))];
    },
    { settings: { provisionMs: 0, searchLagMs: 30_000, dedupe: true } },
  ),
  scenario("a surplus order is remembered over Ctrl-C and cancelled", async (world) => {
    const crash = once(isOrder, { effect: { kind: "landLate", afterMs: 30_000 }, end: "hostDies" });
    const first = await expectUp(world, oneDatabase(), "lost", { fates: crash });
    const person = await runUntilDone(world, oneDatabase(), {
      runs: [
        {
          fates: ({ at }) =>
            at > world.clock.now() - 1 && bothWait(world) ? { end: "interrupted" } : undefined,
        },
      ],
    });
    return [
      ...first,
      ...unless(person.done, "it never came to an end"),
      ...(await judge(world, oneDatabase())),
    ];
  }),
];

const notFoundPage = { kind: "html" } as const;
const notFound = {
  kind: "answer",
  status: 404,
  body: { error: { code: "not_found", message: "it is not there", requestId: "1" } },
} as const;
const busy = {
  kind: "answer",
  status: 429,
  headers: { "retry-after": "5" },
  body: { error: { code: "busy", message: "later", requestId: "1" } },
} as const;
const hiddenSuccess = { kind: "answer", status: 502, body: "bad gateway", booked: true } as const;

/** When both orders have landed, and the second is still waited for. */
const bothWait = (world: World) =>
  world.ledger.provisions().length === 2 &&
  world.ledger.live().every(({ contractNumber }) => !contractNumber);
