import type { Contract } from "../api/wire";
import type { DatabaseInputs } from "../inputs/schema";
import type { Context } from "./context";
import { placeOnContract } from "./onContract";
import { type ChangeTargets, findTargets } from "./requests";
import { waitForOrder } from "./wait";

/** Rounds of somebody else's orders to wait for before giving up. */
const mostRounds = 5;

/**
 * Brings a contract in line with the program: reads what is there, places one Change order if something differs,
 * waits for it and reads again what became of it. Returns the contract as it then is. `tellOrdered` is called as soon
 * as an order of ours is on its way.
 */
export async function bringInLine(
  context: Context,
  contract: Contract,
  inputs: DatabaseInputs,
  tellOrdered: () => void = () => {},
): Promise<Contract> {
  let current = contract;
  let ordered = false;
  for (let round = 0; round < mostRounds; round++) {
    const targets = findTargets(current, inputs);
    if (Object.keys(targets).length === 0) return current;
    if (ordered) throw notAsOrdered(current, targets);
    refuseShrinking(current, targets);
    context.requireConsent();
    const { contractNumber } = current;
    const isStillNeeded = async () => {
      const now = await context.api.getContract(contractNumber);
      return JSON.stringify(findTargets(now, inputs)) === JSON.stringify(targets);
    };
    const change = { type: "Change", ...targets } as const;
    const result = await placeOnContract(context, change, contractNumber, isStillNeeded);
    ordered = "placed" in result;
    if (ordered) tellOrdered();
    await waitForOrder(context, "placed" in result ? result.placed : refuseCancel(result.inProgress));
    current = await context.api.getContract(current.contractNumber);
  }
  throw new Error(
    `contract ${current.contractNumber} is kept busy by other orders: nothing was changed, try again later`,
  );
}

function refuseShrinking({ contractNumber, database }: Contract, { storageGb }: ChangeTargets): void {
  if (storageGb === undefined || storageGb > database.storageGb) return;
  throw new Error(
    `contract ${contractNumber} has ${database.storageGb} GB, the program asks for ${storageGb}: storage cannot shrink; write storageGb: ${database.storageGb}`,
  );
}

function refuseCancel<Order extends { type: string; orderId: string }>(order: Order): Order {
  if (order.type !== "Cancel") return order;
  throw new Error(
    `the contract is being cancelled (order ${order.orderId}): run pulumi refresh when that is done, then pulumi up orders a new database`,
  );
}

function notAsOrdered({ contractNumber }: Contract, targets: ChangeTargets): Error {
  return new Error(
    `the Change order for contract ${contractNumber} is DONE, but the contract does not show it: ${JSON.stringify(targets)}`,
  );
}
