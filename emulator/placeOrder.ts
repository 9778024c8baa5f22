import { advance } from "./advance";
import type { Context } from "./context";
import { planCancel, planChange } from "./contractOrders";
import { drawDuration } from "./drawDuration";
import { type Fields, readObject, readOneOf, refuseUnknown } from "./fields";
import { fingerprint, takeHexId } from "./ids";
import { type OrderView, viewOrder } from "./orderView";
import { planProvision } from "./provisionOrder";
import { Refusal } from "./refusal";
import type { Call } from "./routes";
import { type OrderType, orderTypes } from "./settings";
import type { State, StoredOrder } from "./state";

/** A checked order. */
export interface OrderPlan {
  type: OrderType;
  brand: string;
  contractAlias: string | null;
  /**
   * Makes what only an order that is booked may make: a number, and a new invoice profile. An order that will fail gets
   * no contract, so it must not show a number on the way either.
   */
  complete(willFail: boolean): Pick<StoredOrder, "contractNumber" | "fields">;
}

const planners: Record<OrderType, (context: Context, sent: Fields) => OrderPlan> = {
  Provision: planProvision,
  Change: planChange,
  Cancel: planCancel,
};

/** Places an order, or answers with the first one if the request is a repeat. */
export function placeOrder(context: Context, call: Call): { order: OrderView } {
  const { state, now } = context;
  const body = readObject(call.body, "");
  refuseUnknown(body, ["order"], "");
  const sent = readObject(body.order, "order");
  const transactionId = call.headers["x-transaction-id"] ?? "";
  const order = findRepeated(state, transactionId, fingerprint(sent)) ?? book(context, sent, transactionId);
  // An order that takes no time is done when it is answered.
  advance(context);
  return { order: viewOrder(order, state.settings, now) };
}

function findRepeated(state: State, transactionId: string, print: string): StoredOrder | undefined {
  if (!state.settings.dedupe) return undefined;
  const first = state.orders.find((order) => order.transactionId === transactionId);
  if (!first || first.fingerprint === print) return first;
  const message = `order ${first.orderId} was placed with this X-Transaction-Id and another body`;
  throw new Refusal(409, "transaction_mismatch", message, { orderId: first.orderId });
}

function book(context: Context, sent: Fields, transactionId: string): StoredOrder {
  const { state, now } = context;
  const { settings } = state;
  const plan = planners[readOneOf(sent.type, "order.type", orderTypes)](context, sent);
  const { type, brand, contractAlias } = plan;
  const duration = drawDuration(state, settings.provisionMs[type]);
  const failsWith = takeEnding(state, type);
  const order: StoredOrder = {
    orderId: takeHexId(state, "order"),
    type,
    stage: "new",
    bookedAt: now,
    startsAt: now + duration / 10,
    endsAt: now + duration,
    searchableAt: now + settings.searchLagMs,
    failsWith,
    contractAlias,
    brand,
    ...plan.complete(failsWith !== null),
    transactionId,
    fingerprint: fingerprint(sent),
  };
  state.orders.push(order);
  const { orderId, contractNumber } = order;
  state.journal.orders.push({
    at: now,
    orderId,
    type,
    contractNumber,
    contractAlias,
    transactionId,
    body: sent,
  });
  context.emit({ at: now, kind: "booked", order: viewOrder(order, settings, now) });
  return order;
}

function takeEnding(state: State, type: OrderType): string | null {
  const index = state.endings.findIndex(({ orderType }) => (orderType ?? type) === type);
  return index < 0 ? null : (state.endings.splice(index, 1)[0]?.reason ?? null);
}
