import type { Contract, Order } from "../api/wire";
import { cancelContract } from "./cancel";
import type { Context } from "./context";
import { lookUp } from "./lookUp";
import { fetchContract } from "./ready";
import { aliasOf, markOf, type Reference } from "./reference";
import { isCancelled } from "./statuses";
import { OrderFailedError, waitForOrder } from "./wait";

/** Every order that was placed for a database, whatever became of it. */
export async function findPlaced({ api }: Context, reference: Reference): Promise<Order[]> {
  const orders = await api.findOrders({ contractAliasList: [aliasOf(reference, "reserved")] });
  return orders.filter(({ type }) => type === "Provision");
}

/** The live orders of a database that no run has settled yet, the oldest first. */
export async function findReserved(context: Context, reference: Reference): Promise<Order[]> {
  const { live } = await lookUp(context, reference);
  return live.filter((match) => match.mark === "reserved").map((match) => match.order);
}

/**
 * Cancels surplus orders; each must first have become a contract. One that failed has cost nothing. One whose contract
 * is not marked as reserved any more was taken into use since it was found to be surplus: it stays.
 */
export async function cancelTwins(
  context: Context,
  reference: Reference,
  orderIds: readonly string[],
): Promise<void> {
  const tell = (text: string) => context.engine.warn(context.urn, text);
  for (const orderId of new Set(orderIds)) {
    const contract = await awaitContract(context, orderId);
    if (contract && markOf(contract.contractAlias, reference) !== "reserved" && !isCancelled(contract)) {
      tell(
        `order ${orderId} was surplus, but its contract ${contract.contractNumber} is in use now: it is kept`,
      );
      continue;
    }
    if (contract) await cancelContract(context, contract.contractNumber);
    tell(`order ${orderId} was surplus (an interrupted run ordered twice): cancelled`);
  }
}

async function awaitContract(context: Context, orderId: string): Promise<Contract | undefined> {
  try {
    const order = await waitForOrder(context, await context.api.getOrder(orderId));
    return await fetchContract(context, order);
  } catch (error) {
    if (error instanceof OrderFailedError) return undefined;
    throw error;
  }
}
