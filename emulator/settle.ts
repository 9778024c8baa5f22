import { products } from "./catalog";
import type { Context } from "./context";
import { contractNameOf, usernameOf } from "./ids";
import type { State, StoredContract, StoredOrder, Targets } from "./state";

/** Ends an order as of its own time: makes, changes or cancels the contract, or leaves everything as it was. */
export function settle({ state }: Context, order: StoredOrder): "DONE" | "failed" {
  if (order.failsWith !== null) return "failed";
  if (order.type === "Provision") {
    activate(state, order);
    return "DONE";
  }
  const contract = state.contracts.find(({ contractNumber }) => contractNumber === order.contractNumber);
  if (contract?.status !== "ACTIVE") {
    order.failsWith = `contract ${order.contractNumber} was cancelled before the order was carried out`;
    return "failed";
  }
  if (order.type === "Change")
    Object.assign(contract, order.fields, order.served && { served: order.served });
  else cancel(state, contract, { at: order.endsAt, orderId: order.orderId });
  return "DONE";
}

/** Ends a contract and its bill. */
export function cancel(
  state: State,
  contract: StoredContract,
  { at, orderId }: { at: number; orderId: string | null },
): void {
  contract.status = "CANCELLED";
  const { contractNumber } = contract;
  state.journal.contracts.push({ at, event: "cancelled", contractNumber, orderId });
}

function activate(state: State, order: StoredOrder): void {
  const { orderId, contractAlias, brand, endsAt, served } = order;
  const contractNumber = order.contractNumber ?? "";
  const fields = order.fields as Targets & Pick<StoredContract, "product" | "version" | "region">;
  state.contracts.push({
    ...fields,
    contractNumber,
    contractName: contractNameOf(contractNumber),
    contractAlias,
    brand,
    port: products.find(({ product }) => product === fields.product)?.port ?? 0,
    status: "ACTIVE",
    activatedAt: endsAt,
    readableAt: endsAt + state.settings.notFoundMs,
    orderId,
    ...(served && { served }),
    username: usernameOf(contractNumber),
  });
  state.journal.contracts.push({ at: endsAt, event: "activated", contractNumber, orderId });
}
