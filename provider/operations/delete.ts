import { readTimeouts } from "../inputs/timeouts";
import { cancelContract } from "../orders/cancel";
import type { Context } from "../orders/context";
import { fetchContract } from "../orders/ready";
import { phaseOf } from "../orders/statuses";
import { cancelTwins } from "../orders/twins";
import { OrderFailedError, waitForOrder } from "../orders/wait";
import type { Session } from "../session";
import { type Properties, type StoredProperties, storedOrder } from "./properties";
import { readOrder } from "./update";

/** Cancels a database and returns when its contract reads CANCELLED. An order that still runs is waited for first. */
export async function deleteDatabase(session: Session, id: string, properties: Properties): Promise<void> {
  if (session.created.has(id)) return;
  const stored = properties as unknown as StoredProperties;
  const operation = {
    urn: stored.__urn,
    timeoutMs: readTimeouts(stored.__timeouts).delete,
    lifetime: "cli",
  } as const;
  await session.run(operation, async (context) => {
    const contractNumber = await findContractNumber(context, id, stored);
    if (contractNumber) await cancelContract(context, contractNumber);
    await cancelTwins(context, stored.__reference, stored.__twins ?? []);
  });
}

/** The contract to cancel; undefined if the order failed, and so there is none. */
async function findContractNumber(
  context: Context,
  id: string,
  stored: StoredProperties,
): Promise<string | undefined> {
  const known = storedOrder(id, stored);
  if (phaseOf(known) === "failed") return undefined;
  // A contract that was read before must be there; a new one may answer 404 for a while.
  if (stored.contractName && known.contractNumber) return known.contractNumber;
  try {
    const order = await waitForOrder(context, await readOrder(context, id));
    return (await fetchContract(context, order)).contractNumber;
  } catch (error) {
    if (error instanceof OrderFailedError) return undefined;
    throw error;
  }
}
