import { isApiError } from "../api/errors";
import type { Contract, Order } from "../api/wire";
import { cancelContract } from "./cancel";
import { type Context, DeadlineError, pause, RunEndedError } from "./context";
import { lookUp } from "./lookUp";
import { fetchContract } from "./ready";
import { markOf, type Reference } from "./reference";
import { isCancelled } from "./statuses";
import { OrderFailedError, waitForOrder } from "./wait";

/** When to look for a twin, as parts of the settle window after the order. */
const looksAt = [0.1, 0.3, 1];

/**
 * Looks for further orders of the same database while the first one is waited for: a run that crashed may have
 * sent an order that lands only now. Ends with the settle window, or when `stop` fires.
 */
export async function watchForTwins(
  context: Context,
  reference: Reference,
  tell: (orders: Order[]) => void,
  stop: AbortSignal,
): Promise<void> {
  const startedAt = context.clock.now();
  const either = { ...context, signal: AbortSignal.any([context.signal, stop]) };
  for (const part of looksAt) {
    try {
      await pause(either, Math.max(0, startedAt + part * context.settleMs - context.clock.now()));
      tell(await findReserved(context, reference));
    } catch (error) {
      // The wait itself says why it ended; a look that failed is made up for by the next one.
      if (error instanceof RunEndedError || error instanceof DeadlineError) return;
      if (!isApiError(error)) throw error;
    }
  }
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
    const order = await waitForOrder(context, await context.api.getOrder(orderId), () => {});
    return await fetchContract(context, order);
  } catch (error) {
    if (error instanceof OrderFailedError) return undefined;
    throw error;
  }
}
