import { joinReads } from "../../provider/api/joinReads";
import type { OrderingApi } from "../../provider/api/routes";
import type { Contract, Order } from "../../provider/api/wire";
import { createVirtualClock, startOfTime } from "../support/virtualClock";
import { aContract, anOrder } from "../support/wireSamples";

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);

/** What was asked of the service: `GET id`, or the keys of a search. */
type Asked = string | string[];

/** An API that knows every order and contract, and writes down what it was asked. */
function open(change: Partial<OrderingApi> = {}) {
  const clock = createVirtualClock();
  const asked: Asked[] = [];
  const at: number[] = [];
  const note = (question: Asked) => {
    asked.push(question);
    at.push(clock.now() - startOfTime);
  };
  const isKnown = (key: string) => !key.startsWith("unknown");
  const keysOf = (criterion: object | "all"): string[] =>
    criterion === "all" ? [] : (Object.values(criterion)[0] as string[]);
  const plain: OrderingApi = {
    placeOrder: () => Promise.reject(new Error("not here")),
    setAlias: () => Promise.reject(new Error("not here")),
    getCredentials: () => Promise.reject(new Error("not here")),
    getOrder: async (orderId) => {
      note(`GET ${orderId}`);
      await clock.sleep(30);
      return anOrder({ orderId });
    },
    findOrders: async (criterion) => {
      note(keysOf(criterion));
      await clock.sleep(1_000);
      return keysOf(criterion)
        .filter(isKnown)
        .reverse()
        .map((key): Order => {
          const isAlias = criterion !== "all" && "contractAliasList" in criterion;
          if (isAlias) return anOrder({ orderId: `order of ${key}`, contractAlias: key });
          return anOrder({ orderId: key, contractNumber: key });
        });
    },
    getContract: async (contractNumber) => {
      note(`GET ${contractNumber}`);
      return aContract({ contractNumber });
    },
    findContracts: async (criterion) => {
      note(keysOf(criterion));
      return keysOf(criterion)
        .filter(isKnown)
        .map((key): Contract => aContract({ contractNumber: key, contractAlias: key }));
    },
    ...change,
  };
  return { api: joinReads(plain, clock), clock, asked, at };
}

const sizes = (asked: readonly Asked[]) => asked.map((one) => one.length);

it("makes three searches of 250 reads at once, and gives each its own", async () => {
  const { api, asked } = open();
  const ids = numbered(250);
  const orders = await Promise.all(ids.map((id) => api.getOrder(id)));
  expect(orders.map(({ orderId }) => orderId)).toEqual(ids);
  expect(sizes(asked)).toEqual([100, 100, 50]);
  expect(asked.flat()).toEqual(ids);
  // None of them is in the way of the next.
  await Promise.all(["a", "b"].map((id) => api.getOrder(id)));
  expect(asked.slice(3)).toEqual([["a", "b"]]);
});

it("makes three searches of 250 contracts at once, and gives each its own", async () => {
  const { api, asked } = open();
  const numbers = numbered(250);
  const found = await Promise.all(numbers.map((number) => api.getContract(number)));
  expect(found.map(({ contractNumber }) => contractNumber)).toEqual(numbers);
  expect(sizes(asked)).toEqual([100, 100, 50]);
});

it("leaves a read that nobody shares what it was", async () => {
  const { api, asked } = open();
  await api.getOrder("1");
  await api.getContract("2");
  expect(asked).toEqual(["GET 1", "GET 2"]);
});

it("asks once for what several want to know", async () => {
  const { api, asked } = open();
  await Promise.all([api.getOrder("1"), api.getOrder("1"), api.getOrder("1")]);
  expect(asked).toEqual(["GET 1"]);
});

it("joins what is asked within 100 ms of another question, but keeps nobody waiting for longer than a second", async () => {
  const { api, clock, asked, at } = open();
  const reads: Promise<Order>[] = [];
  for (const id of numbered(15)) {
    reads.push(api.getOrder(id));
    await clock.sleep(90);
  }
  await Promise.all(reads);
  expect(sizes(asked)).toEqual([12, 3]);
  expect(at[0]).toBe(1_000);
});

it("joins nothing that is asked later than that", async () => {
  const { api, clock, asked } = open();
  const first = api.getOrder("1");
  await clock.sleep(101);
  await Promise.all([first, api.getOrder("2")]);
  expect(asked).toEqual(["GET 1", "GET 2"]);
});

it("asks anew what is asked while a search runs: its answer may be older than the question", async () => {
  const { api, clock, asked } = open();
  const running = [api.getOrder("1"), api.getOrder("2")];
  await clock.sleep(500);
  expect(asked).toEqual([["1", "2"]]);
  const later = [api.getOrder("1"), api.getOrder("2")];
  await Promise.all([...running, ...later]);
  expect(asked).toEqual([
    ["1", "2"],
    ["1", "2"],
  ]);
});

it("reads alone what a search does not show: it may be too new for it", async () => {
  const { api, asked } = open();
  const orders = await Promise.all([api.getOrder("1"), api.getOrder("unknown")]);
  expect(orders.map(({ orderId }) => orderId)).toEqual(["1", "unknown"]);
  expect(asked).toEqual([["1", "unknown"], "GET unknown"]);
});

const lookUps = [
  ["orders by alias", (api: OrderingApi, key: string) => api.findOrders({ contractAliasList: [key] })],
  ["orders by contract", (api: OrderingApi, key: string) => api.findOrders({ contractNumberList: [key] })],
  ["contracts by alias", (api: OrderingApi, key: string) => api.findContracts({ contractAliasList: [key] })],
] as const;

it.each(lookUps)("joins look-ups of %s, each of which gets its own, or nothing", async (_, lookUp) => {
  const { api, asked } = open();
  const found = await Promise.all(["a", "unknown", "b"].map((key) => lookUp(api, key)));
  expect(asked).toEqual([["a", "unknown", "b"]]);
  expect(found.map((items) => items.map(keyOf))).toEqual([["a"], [], ["b"]]);
});

const keyOf = (item: { contractAlias?: string | null | undefined; contractNumber: string | null }) =>
  item.contractAlias ?? item.contractNumber;

it("gives all orders that have an alias to whoever asks for it", async () => {
  const twins = ["1", "2"].map((orderId) => anOrder({ orderId, contractAlias: "a" }));
  const { api } = open({ findOrders: async () => [...twins, anOrder({ orderId: "3", contractAlias: "b" })] });
  const found = await Promise.all(["a", "b"].map((key) => api.findOrders({ contractAliasList: [key] })));
  expect(found.map((orders) => orders.map(({ orderId }) => orderId))).toEqual([["1", "2"], ["3"]]);
});

it.each([null, undefined, "somebody else's"])(
  "asks for each alone when something found is called %j and could be anybody's",
  async (contractAlias) => {
    const searches: string[][] = [];
    const { api } = open({
      findOrders: async (criterion) => {
        const keys = (criterion as { contractAliasList: string[] }).contractAliasList;
        searches.push(keys);
        return keys.includes("b") ? [anOrder({ orderId: "1", contractAlias })] : [];
      },
    });
    const found = await Promise.all(["a", "b"].map((key) => api.findOrders({ contractAliasList: [key] })));
    expect(searches).toEqual([["a", "b"], ["a"], ["b"]]);
    expect(found.map((orders) => orders.length)).toEqual([0, 1]);
  },
);

it("tells every caller of an error, and keeps it no longer than that", async () => {
  let searches = 0;
  const { api } = open({
    findOrders: async (criterion) => {
      if (++searches === 1) throw new Error("down");
      return (criterion as { orderIdList: string[] }).orderIdList.map((orderId) => anOrder({ orderId }));
    },
  });
  const readAll = () => Promise.allSettled(numbered(50).map((id) => api.getOrder(id)));
  expect(new Set((await readAll()).map(({ status }) => status))).toEqual(new Set(["rejected"]));
  expect(new Set((await readAll()).map(({ status }) => status))).toEqual(new Set(["fulfilled"]));
});

it("tells those of one search alone of its error", async () => {
  const { api } = open({
    findOrders: async (criterion) => {
      const { orderIdList } = criterion as { orderIdList: string[] };
      if (orderIdList.includes("id-150")) throw new Error("down");
      return orderIdList.map((orderId) => anOrder({ orderId }));
    },
  });
  const ends = await Promise.allSettled(numbered(250).map((id) => api.getOrder(id)));
  const failed = ends.flatMap(({ status }, index) => (status === "rejected" ? [index] : []));
  expect([failed[0], failed.at(-1), failed.length]).toEqual([100, 199, 100]);
});
