import type { ContractView } from "./contractView";
import type { OrderView } from "./orderView";

/** Something that happened to an order, or to a contract without one (`cancelled`, as if in the portal). */
export interface OrderEvent {
  /** Milliseconds since 1970. */
  at: number;
  kind: "booked" | "processing" | "done" | "failed" | "cancelled";
  order?: OrderView;
  /** The contract as it is then; a Provision order has one when it is done. */
  contract?: ContractView;
}

/** One line for a person. */
export function describeEvent({ at, kind, order, contract }: OrderEvent): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const number = contract?.contractNumber ?? order?.contractNumber;
  const about = [
    ...(order ? [`order ${order.orderId}`, order.type] : []),
    ...(order?.product ? [`${order.product} ${order.version}`] : []),
    ...(number ? [`contract ${number}`] : []),
  ];
  const alias = order?.contractAlias ?? contract?.contractAlias;
  return `${time} ${about.join(", ")}${alias ? ` "${alias}"` : ""}: ${kind}${order?.info ? ` (${order.info})` : ""}`;
}
