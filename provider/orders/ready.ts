import { isApiError } from "../api/errors";
import type { Contract, Credential, Order } from "../api/wire";
import { type Context, DeadlineError, pause } from "./context";
import { NotFinishedError } from "./wait";

/** A database that is ready: both were read, not believed. */
export interface Ready {
  contract: Contract;
  credential: Credential;
}

const retryDelayMs = 3_000;

/** The contract of a finished Provision order. It may answer 404 for a while after DONE. */
export async function fetchContract(
  context: Context,
  order: Pick<Order, "orderId" | "contractNumber">,
): Promise<Contract> {
  let number = order.contractNumber;
  return untilThere(context, `the contract of order ${order.orderId}`, async () => {
    number ??= (await context.api.getOrder(order.orderId)).contractNumber;
    return number ? context.api.getContract(number) : undefined;
  });
}

/** The credentials of a contract's database. They may answer 404 for a while after DONE. */
export function fetchCredential(context: Context, contractNumber: string): Promise<Credential> {
  return untilThere(context, `the credentials of contract ${contractNumber}`, async () => {
    const list = await context.api.getCredentials(contractNumber);
    return list.find(({ credentialType }) => credentialType.toLowerCase() === "database");
  });
}

async function untilThere<Thing>(
  context: Context,
  what: string,
  read: () => Promise<Thing | undefined>,
): Promise<Thing> {
  for (;;) {
    const thing = await read().catch((error: unknown) => {
      if (isApiError(error, { status: 404 })) return undefined;
      throw error;
    });
    if (thing) return thing;
    context.engine.progress(context.urn, `DONE, waiting for ${what}`);
    await pause(context, retryDelayMs).catch((error: unknown) => {
      throw error instanceof DeadlineError
        ? new NotFinishedError(`${what} could not be read in time`)
        : error;
    });
  }
}
