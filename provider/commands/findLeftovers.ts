import type { Contract, Order } from "../api/wire";
import { type Mark, mayBelongTo, readAlias } from "../orders/reference";
import { isCancelled, phaseOf } from "../orders/statuses";

/** A database that somebody pays for, or will, and that the state of its stack does not hold. */
export interface Leftover {
  order: Order | undefined;
  contract: Contract | undefined;
  alias: string;
  mark: Mark;
}

export interface Found {
  orders: readonly Order[];
  contracts: readonly Contract[];
}

/** What a stack's state holds: ids of orders and numbers of contracts. */
export type Held = ReadonlySet<string>;

/**
 * Finds what no run can see: what an interrupted run ordered before its resource was taken out of the program,
 * renamed or reverted. Knows its databases by their aliases.
 */
export function findLeftovers(
  { orders, contracts }: Found,
  held: Held,
  { project, stack }: { project: string; stack: string },
): Leftover[] {
  const provisions = orders.filter((order) => order.type === "Provision" && phaseOf(order) !== "failed");
  const byOrder = new Map(contracts.map((contract) => [contract.orderId, contract]));
  const knownOrders = new Set(provisions.map((order) => order.orderId));
  const pairs = [
    ...provisions.map((order) => ({ order, contract: byOrder.get(order.orderId) })),
    ...contracts
      .filter((c) => !knownOrders.has(c.orderId))
      .map((contract) => ({ order: undefined, contract })),
  ];
  return pairs.flatMap(({ order, contract }) => {
    const alias = contract?.contractAlias ?? order?.contractAlias ?? "";
    const read = readAlias(alias);
    const ids = [order?.orderId, contract?.orderId, contract?.contractNumber, order?.contractNumber];
    if (!read || !mayBelongTo(read.readable, project, stack)) return [];
    if ((contract && isCancelled(contract)) || ids.some((id) => id && held.has(id))) return [];
    return [{ order, contract, alias, mark: read.mark }];
  });
}
