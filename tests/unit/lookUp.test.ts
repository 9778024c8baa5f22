import type { OrderingApi } from "../../provider/api/routes";
import type { Contract, Order } from "../../provider/api/wire";
import { lookUp } from "../../provider/orders/lookUp";
import { aliasOf, type Mark, makeReference } from "../../provider/orders/reference";
import { aContract, anOrder } from "../support/wireSamples";

const urn = "urn:pulumi:prod::shop::type::orders";
const reference = makeReference({ urn, organization: "acme", namespace: "" });
const alias = (mark: Mark) => aliasOf(reference, mark);

/** An order that was placed under the reference. */
const ours = (orderId: string, change: Partial<Order> = {}) =>
  anOrder({ orderId, contractAlias: alias("reserved"), contractNumber: `c-${orderId}`, ...change });
/** The contract of an order, under the alias that it has now. */
const contractOf = (orderId: string, contractAlias: string | null, change: Partial<Contract> = {}) =>
  aContract({ orderId, contractNumber: `c-${orderId}`, contractAlias, ...change } as Partial<Contract>);

type Criterion = Partial<Record<string, string[]>>;

/** Looks up in a service that holds just these, the newest last; answers ids and marks. */
async function find(orders: Order[], contracts: Contract[]) {
  const among = (list: string[] | undefined, value: unknown) => list?.includes(String(value)) ?? false;
  const api = {
    findOrders: async (criterion: Criterion) =>
      orders
        .filter(
          (o) =>
            among(criterion.orderIdList, o.orderId) || among(criterion.contractAliasList, o.contractAlias),
        )
        .reverse(),
    findContracts: async (criterion: Criterion) =>
      contracts
        .filter(
          (c) =>
            among(criterion.contractNumberList, c.contractNumber) ||
            among(criterion.contractAliasList, c.contractAlias),
        )
        .reverse(),
  };
  const { live, orderIds } = await lookUp({ api: api as unknown as OrderingApi }, reference);
  return {
    live: live.map((m) => `${m.order.orderId} ${m.mark}${m.contract ? "" : ", no contract"}`),
    orderIds,
  };
}

it.each<[string, Order[], Contract[], string[]]>([
  ["nothing", [], [], []],
  [
    "an order that still runs",
    [ours("a", { status: "processing", contractNumber: null })],
    [],
    ["a reserved, no contract"],
  ],
  [
    "an order with a status that nobody knows",
    [ours("a", { status: "waiting" })],
    [],
    ["a reserved, no contract"],
  ],
  ["one that is done and whose contract cannot be read yet", [ours("a")], [], ["a reserved, no contract"]],
  ["one that is reserved", [ours("a")], [contractOf("a", alias("reserved"))], ["a reserved"]],
  ["one that is settled", [ours("a")], [contractOf("a", alias("settled"))], ["a settled"]],
  ["one that somebody renamed", [ours("a")], [contractOf("a", "production")], ["a settled"]],
  ["one whose alias somebody removed", [ours("a")], [contractOf("a", null)], ["a settled"]],
  ["one that is condemned", [ours("a")], [contractOf("a", alias("condemned"))], []],
  ["one that is cancelled", [ours("a")], [contractOf("a", alias("settled"), { status: "CANCELLED" })], []],
  ["one that is cancelled and renamed", [ours("a")], [contractOf("a", "old", { status: "Cancelled" })], []],
  ["an order that failed", [ours("a", { status: "FAILED", contractNumber: null })], [], []],
  [
    "a contract that got our alias by adoption",
    [anOrder({ orderId: "x", contractAlias: "by hand" })],
    [contractOf("x", alias("settled"))],
    ["x settled"],
  ],
  ["the order of a database elsewhere", [anOrder({ contractAlias: "users" })], [], []],
  [
    "a Change order under the same alias",
    [ours("a"), ours("b", { type: "Change", contractNumber: "c-a" })],
    [contractOf("a", alias("reserved"))],
    ["a reserved"],
  ],
])("finds of %s what lives", async (_what, orders, contracts, live) => {
  expect((await find(orders, contracts)).live).toEqual(live);
});

it("puts the oldest first, and orders of the same second alike in every run", async () => {
  const at = (orderId: string, orderDate: string) =>
    ours(orderId, { orderDate, status: "new", contractNumber: null });
  const orders = [
    at("c", "2026-11-23T12:00:01Z"),
    at("b", "2026-11-23T12:00:00Z"),
    at("a", "2026-11-23T12:00:01Z"),
  ];
  const expected = ["b", "a", "c"].map((id) => `${id} reserved, no contract`);
  expect((await find(orders, [])).live).toEqual(expected);
  expect((await find([...orders].reverse(), [])).live).toEqual(expected);
});

it("counts every order that was ever placed, so that each next one has a transaction id of its own", async () => {
  const orders = [
    ours("a", { status: "failed" }),
    ours("b"),
    ours("c", { type: "Change", contractNumber: "c-b" }),
  ];
  const contracts = [contractOf("b", alias("condemned"), { status: "CANCELLED" })];
  expect((await find(orders, contracts)).orderIds.sort()).toEqual(["a", "b"]);
});
