import { isApiError } from "../api/errors";
import type { Contract, Credential, Order } from "../api/wire";
import { readContract } from "../orders/cancel";
import type { Context } from "../orders/context";
import { fetchCredential } from "../orders/ready";
import { isCancelled, phaseOf } from "../orders/statuses";
import type { Session } from "../session";
import { describeAsInputs, describeContract } from "./describe";
import { type Properties, pickInputs, type StoredProperties, storedOrder, toStored } from "./properties";
import { readOrder } from "./update";

const timeoutMs = 10 * 60_000;

/**
 * Reads what a database has become, for refresh. What was changed elsewhere is returned as inputs too, so that it
 * shows as a difference to the program. Only a contract that reads CANCELLED is gone: a blank id says so to the engine.
 */
export async function readDatabase(session: Session, id: string, properties: Properties) {
  if (properties.__get) return readUnmanaged(session, id, String(properties.__urn));
  const stored = properties as unknown as StoredProperties;
  const operation = { urn: stored.__urn, timeoutMs, lifetime: "cli" } as const;
  return session.run(operation, async (context) => {
    const order = await readUnfinished(context, id, stored);
    const contract = await readContractOf(context, order, stored);
    if (contract && isCancelled(contract)) return { id: "" };
    const inputs = contract ? describeAsInputs(contract, stored) : pickInputs(stored);
    return {
      id,
      props: toStored(inputs, { order, contract, credential: storedCredential(stored) }, stored.__twins),
      inputs,
    };
  });
}

/** Reads a contract for `ManagedDatabase.get`, which manages nothing: the id is the contract's number. */
async function readUnmanaged(session: Session, contractNumber: string, urn: string) {
  return session.run({ urn, timeoutMs, lifetime: "cli" }, async (context) => {
    const contract = await readContract(context, contractNumber);
    if (isCancelled(contract))
      throw new Error(`contract ${contractNumber} is CANCELLED: there is no database to read`);
    const order = await readOrder(context, contract.orderId);
    const credential = await fetchCredential(context, contractNumber);
    return {
      id: contractNumber,
      props: { ...toStored(describeContract(contract, urn), { order, contract, credential }), __get: true },
    };
  });
}

/** A finished order does not change any more: only one that still ran is read again. */
async function readUnfinished(context: Context, id: string, stored: StoredProperties) {
  const known = storedOrder(id, stored);
  return phaseOf(known) === "running" ? readOrder(context, id) : known;
}

async function readContractOf(
  context: Context,
  order: Pick<Order, "contractNumber">,
  { contractName }: StoredProperties,
): Promise<Contract | undefined> {
  if (!order.contractNumber) return undefined;
  // A contract that was read before must be there; a new one may answer 404 for a while.
  if (contractName) return readContract(context, order.contractNumber);
  return context.api.getContract(order.contractNumber).catch((error: unknown) => {
    if (isApiError(error, { status: 404 })) return undefined;
    throw error;
  });
}

function storedCredential({ username, password }: StoredProperties): Credential | undefined {
  return username && password ? { credentialType: "Database", username, password } : undefined;
}
