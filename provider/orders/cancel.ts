import { isApiError } from "../api/errors";
import type { Contract } from "../api/wire";
import { type Context, DeadlineError, pause } from "./context";
import { placeOnContract } from "./onContract";
import { isCancelled } from "./statuses";
import { NotFinishedError, waitForOrder } from "./wait";

const readDelayMs = 3_000;

/** Cancels a contract and returns when it reads CANCELLED; one that already does is left as it is. */
export async function cancelContract(context: Context, contractNumber: string): Promise<void> {
  let cancelled = false;
  while (!isCancelled(await readContract(context, contractNumber))) {
    if (cancelled) await pauseForContract(context, contractNumber);
    else cancelled = await placeCancel(context, contractNumber);
  }
}

/** True once a Cancel order is done; false if another order was in the way, and is finished now. */
async function placeCancel(context: Context, contractNumber: string): Promise<boolean> {
  try {
    const outcome = await placeOnContract(context, { type: "Cancel" }, contractNumber);
    const order = "placed" in outcome ? outcome.placed : outcome.inProgress;
    await waitForOrder(context, order);
    return order.type === "Cancel";
  } catch (error) {
    if (isApiError(error, { code: "contract_cancelled" })) return true;
    throw error;
  }
}

async function pauseForContract(context: Context, contractNumber: string): Promise<void> {
  context.engine.progress(context.urn, `cancelled, waiting for contract ${contractNumber} to say so`);
  await pause(context, readDelayMs).catch((error: unknown) => {
    if (!(error instanceof DeadlineError)) throw error;
    throw new NotFinishedError(`contract ${contractNumber} was cancelled, but still does not read CANCELLED`);
  });
}

/** Reads a contract that must be there: a 404 means a wrong account, never that the database is gone. */
export async function readContract({ api }: Context, contractNumber: string): Promise<Contract> {
  try {
    return await api.getContract(contractNumber);
  } catch (error) {
    if (!isApiError(error, { status: 404 })) throw error;
    error.message += `. Contract ${contractNumber} was there before: are these the right credentials? Nothing was changed`;
    throw error;
  }
}
