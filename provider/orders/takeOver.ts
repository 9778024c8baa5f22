import { isApiError } from "../api/errors";
import type { Contract, Credential, Order } from "../api/wire";
import type { DatabaseInputs } from "../inputs/schema";
import { condemn, settle } from "./alias";
import { findCandidates } from "./candidates";
import type { Context } from "./context";
import { decide } from "./decide";
import { lookUp } from "./lookUp";
import { readEngineName } from "./outputs";
import { fetchCredential } from "./ready";
import { markOf, type Reference } from "./reference";
import { RefusedError } from "./refusal";
import { isCancelled } from "./statuses";

/** A database that was ordered elsewhere and belongs to this program from now on. */
export interface TakenOver {
  order: Order;
  contract: Contract;
  credential: Credential;
}

/**
 * Takes over an existing contract, on purpose (resource option `import`). Orders nothing. Undefined if there is
 * nothing to take over, or if the resource holds the contract already: then it is being replaced, and the option
 * has done its work.
 */
export async function takeOver(
  context: Context,
  reference: Reference,
  inputs: DatabaseInputs,
  contractNumber: string | undefined,
): Promise<TakenOver | undefined> {
  if (contractNumber === undefined) return undefined;
  const held = await context.engine.listHeld();
  const contract = await readForeign(context, contractNumber);
  const holder = held?.find(
    (database) => database.contractNumber === contractNumber || database.orderId === contract.orderId,
  );
  if (holder?.urn === context.urn) return undefined;
  const problem = holder ? `${holder.urn} holds it already` : findProblem(contract, reference, inputs);
  if (problem)
    throw new Error(`contract ${contractNumber} cannot be taken over: ${problem}. Nothing was changed`);

  // The same door as for an order: whatever else was ordered under this name must be accounted for.
  const found = await lookUp(context, reference);
  const live = (await findCandidates(context, found)).live.filter(
    (match) => match.order.orderId !== contract.orderId,
  );
  const decision = decide({ live, held, urn: context.urn, inputs });
  if (!held) throw new RefusedError("stateUnknown", live, reference);
  if (decision.do === "refuse") throw new RefusedError(decision.why, decision.matches, reference);
  if (decision.do === "adopt")
    throw new RefusedError("beside", [decision.match, ...decision.twins], reference);

  const order = await context.api.getOrder(contract.orderId);
  const credential = await fetchCredential(context, contractNumber);
  if (decision.predecessor) await condemn(context, reference, decision.predecessor);
  await settle(context, reference, contract);
  return { order, contract, credential };
}

async function readForeign({ api }: Context, contractNumber: string): Promise<Contract> {
  try {
    return await api.getContract(contractNumber);
  } catch (error) {
    if (!isApiError(error, { status: 404 })) throw error;
    throw new Error(
      `contract ${contractNumber} (option import) does not exist, or belongs to another account: write the number as the portal shows it`,
    );
  }
}

/** Why the contract cannot become what the program asks for without losing its data; undefined if it can. */
function findProblem(contract: Contract, reference: Reference, inputs: DatabaseInputs): string | undefined {
  if (isCancelled(contract)) return "it is CANCELLED; leave the option import out";
  // It may wait for its deletion in this very state: no witness shows that, and a later run would cancel it.
  if (markOf(contract.contractAlias, reference) === "condemned")
    return "its alias says that it was given up, and it may be about to be cancelled; leave the option import out and run pulumi up, and if it is ACTIVE then, give it another alias in the portal first";
  const { database } = contract;
  const engine = readEngineName(database);
  const differences = [
    ...(engine === inputs.engine
      ? []
      : [`engine: ${JSON.stringify(engine ?? `${database.product} ${database.version}`)}`]),
    ...(database.region === inputs.region ? [] : [`region: ${JSON.stringify(database.region)}`]),
    ...(database.storageGb <= inputs.storageGb ? [] : [`storageGb: ${database.storageGb}`]),
  ];
  return differences.length > 0
    ? `the program asks for something else that no order can change; write ${differences.join(", ")}`
    : undefined;
}
