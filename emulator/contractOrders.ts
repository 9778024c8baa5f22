import { products } from "./catalog";
import type { Context } from "./context";
import { findContract } from "./contracts";
import { type Fields, readText, refuseUnknown } from "./fields";
import { readTargets, targetNames } from "./orderFields";
import type { OrderPlan } from "./placeOrder";
import { invalid, Refusal } from "./refusal";
import type { OrderType } from "./settings";
import { isOpen, type StoredContract, type Targets } from "./state";

/** Checks a Change order: absolute targets for a contract that is active. */
export function planChange(context: Context, sent: Fields): OrderPlan {
  refuseUnknown(sent, ["type", "contractNumber", ...targetNames], "order");
  const contract = requireContract(context, sent);
  const product = products.find((candidate) => candidate.product === contract.product);
  const targets = product ? readTargets(context, sent, product) : {};
  if (Object.keys(targets).length === 0) throw invalid("order", `must have one of ${targetNames.join(", ")}`);
  if ((targets.storageGb ?? contract.storageGb) < contract.storageGb) {
    throw invalid("order.storageGb", `must be at least ${contract.storageGb}: storage can only grow`);
  }
  requireNoOpenOrder(context, contract);
  return toPlan("Change", contract, targets);
}

/** Checks a Cancel order. */
export function planCancel(context: Context, sent: Fields): OrderPlan {
  refuseUnknown(sent, ["type", "contractNumber"], "order");
  const contract = requireContract(context, sent);
  requireNoOpenOrder(context, contract);
  return toPlan("Cancel", contract, {});
}

function requireContract(context: Context, sent: Fields): StoredContract {
  const contract = findContract(context, readText(sent.contractNumber, "order.contractNumber"));
  if (contract.status === "ACTIVE") return contract;
  throw new Refusal(409, "contract_cancelled", `contract ${contract.contractNumber} is cancelled`);
}

function requireNoOpenOrder({ state }: Context, { contractNumber }: StoredContract): void {
  const open = state.orders.find((order) => order.contractNumber === contractNumber && isOpen(order));
  if (!open) return;
  const message = `order ${open.orderId} of contract ${contractNumber} is not finished`;
  throw new Refusal(409, "order_in_progress", message, { orderId: open.orderId });
}

function toPlan(type: OrderType, contract: StoredContract, fields: Partial<Targets>): OrderPlan {
  const { contractNumber, contractAlias, brand } = contract;
  return { type, brand, contractAlias, complete: () => ({ contractNumber, fields }) };
}
