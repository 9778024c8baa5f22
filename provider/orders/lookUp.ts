import type { Contract, Order } from "../api/wire";
import type { Context } from "./context";
import { aliasOf, allAliasesOf, type Mark, markOf, type Reference } from "./reference";
import { isCancelled, phaseOf } from "./statuses";

/** A database that was ordered under a reference and is not known to be gone. */
export interface Match {
  order: Order;
  /** Null while it cannot be read yet. */
  contract: Contract | null;
  mark: Mark;
}

export interface LookUp {
  /** Live ones, the oldest first. */
  live: Match[];
  /** Active, but marked as given up; whether they are must be asked of the state, see `decide`. */
  condemned: Match[];
  /** Every Provision order that was ever placed under the reference, whatever became of it. */
  orderIds: string[];
}

/**
 * Finds what was ordered under a reference: orders by the alias they were placed with, contracts by the three that
 * they may have now. Failed orders and cancelled contracts are neither live nor condemned.
 */
export async function lookUp({ api }: Pick<Context, "api">, reference: Reference): Promise<LookUp> {
  const [placed, named] = await Promise.all([
    api.findOrders({ contractAliasList: [aliasOf(reference, "reserved")] }),
    api.findContracts({ contractAliasList: allAliasesOf(reference) }),
  ]);
  const orders = placed.filter((order) => order.type === "Provision");
  const known = new Set(orders.map((order) => order.orderId));
  // A contract may carry our alias although its order does not (it was adopted) or is not found yet.
  const missing = named
    .filter((contract) => !known.has(contract.orderId))
    .map((contract) => contract.orderId);
  const adopted = missing.length > 0 ? await api.findOrders({ orderIdList: missing }) : [];
  const contracts = [...named, ...(await findOtherContracts(api, orders, named))];
  const matches = [...orders, ...adopted]
    .flatMap((order) => toMatch(order, contracts, reference))
    .sort(byAge);
  return {
    live: matches.filter(({ mark }) => mark !== "condemned"),
    condemned: matches.filter(({ mark }) => mark === "condemned"),
    orderIds: orders.map((order) => order.orderId),
  };
}

/** The contracts of finished orders that do not carry one of our aliases any more. */
async function findOtherContracts(
  api: Context["api"],
  orders: Order[],
  named: Contract[],
): Promise<Contract[]> {
  const found = new Set(named.map((contract) => contract.contractNumber));
  const numbers = orders.flatMap(({ contractNumber }) =>
    contractNumber && !found.has(contractNumber) ? [contractNumber] : [],
  );
  return numbers.length > 0 ? api.findContracts({ contractNumberList: numbers }) : [];
}

function toMatch(order: Order, contracts: Contract[], reference: Reference): Match[] {
  if (phaseOf(order) === "failed") return [];
  const contract = contracts.find(
    (c) => c.orderId === order.orderId || c.contractNumber === order.contractNumber,
  );
  if (!contract) return [{ order, contract: null, mark: "reserved" }];
  if (isCancelled(contract)) return [];
  return [{ order, contract, mark: markOf(contract.contractAlias, reference) }];
}

/** Oldest first; orders of the same second by their ids, so that every run decides alike. */
function byAge(a: Match, b: Match): number {
  return a.order.orderDate.localeCompare(b.order.orderDate) || a.order.orderId.localeCompare(b.order.orderId);
}
