import { randomUUID } from "node:crypto";
import { isApiError } from "../api/errors";
import type { OrderBody } from "../api/routes";
import type { Order } from "../api/wire";
import type { Context } from "./context";
import { placeOrder } from "./place";

/** What came of an order on an existing contract: it was placed, or another one is in its way. */
export type Placed = { placed: Order } | { inProgress: Order };

/** Places a Change or Cancel order; there is at most one open order a contract. */
export async function placeOnContract(
  context: Context,
  body: OrderBody,
  contractNumber: string,
): Promise<Placed> {
  const find = async () =>
    (await context.api.findOrders({ contractNumberList: [contractNumber] })).filter(
      (o) => o.type === body.type,
    );
  const known = new Set((await find()).map((order) => order.orderId));
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
