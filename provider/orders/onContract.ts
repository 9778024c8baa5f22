import { randomUUID } from "node:crypto";
import { isApiError } from "../api/errors";
import type { OrderBody } from "../api/routes";
import type { Order } from "../api/wire";
import type { Context } from "./context";
import { placeOrder } from "./place";
import { phaseOf } from "./statuses";

/** What came of an order on an existing contract: it was placed, or another one is in its way, or was until now. */
export type Placed = { placed: Order } | { inProgress: Order };

/**
 * Places a Change or Cancel order; there is at most one open order a contract. If orders of the same type are
 * done, `isStillNeeded` is asked: one that a killed run has placed may have finished since the contract was read.
 */
export async function placeOnContract(
  context: Context,
  body: OrderBody,
  contractNumber: string,
  isStillNeeded: () => Promise<boolean> = async () => true,
): Promise<Placed> {
  const find = async () =>
    (await context.api.findOrders({ contractNumberList: [contractNumber] })).filter(
      (o) => o.type === body.type,
    );
  const earlier = await find();
  const known = new Set(earlier.map((order) => order.orderId));
  const open = earlier.find((order) => phaseOf(order) === "running");
  if (open) return { inProgress: open };
  const done = earlier.find((order) => phaseOf(order) === "done");
  if (done && !(await isStillNeeded())) return { inProgress: done };
  try {
    const placed = await placeOrder(context, {
      body: { ...body, contractNumber },
      transactionId: randomUUID(),
      describedAs: `the ${body.type} order for contract ${contractNumber}`,
      findLanded: async () => (await find()).find((order) => !known.has(order.orderId)),
    });
    return { placed };
  } catch (error) {
    const inTheWay = isApiError(error, { code: "order_in_progress" })
      ? error.failure.extra?.orderId
      : undefined;
    if (typeof inTheWay !== "string") throw error;
    return { inProgress: await context.api.getOrder(inTheWay) };
  }
}
