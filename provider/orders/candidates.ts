import type { HeldDatabase } from "../engine/engine";
import { readContract } from "./cancel";
import type { Context } from "./context";
import type { LookUp, Match } from "./lookUp";
import { isCancelled, phaseOf } from "./statuses";

/** Everything that a creation has to think of before it orders: see `decide`. */
export interface Candidates {
  live: Match[];
  held: HeldDatabase[] | undefined;
}

/**
 * Puts together what was found under the reference and what the state holds. The state is asked in any case: a
 * database that got another name, namespace or organisation keeps its first reference, of which a forced replacement
 * hears nothing; without the state it would be taken for a first creation, and the data would be gone.
 */
export async function findCandidates(context: Context, { live, condemned }: LookUp): Promise<Candidates> {
  const found = [...live, ...condemned];
  const held = await (found.length > 0 ? context.engine.listHeld() : context.heldAtFirst());
  const own = held?.find(({ urn }) => urn === context.urn);
  if (!own || found.some(({ order }) => order.orderId === own.orderId)) return { live: found, held };
  return { live: [...found, ...(await readHeld(context, own))], held };
}

/** What the state holds under this name, unless its order failed or its contract is cancelled. */
async function readHeld(context: Context, { orderId }: HeldDatabase): Promise<Match[]> {
  const order = await context.api.getOrder(orderId);
  if (phaseOf(order) === "failed") return [];
  if (phaseOf(order) === "running" || !order.contractNumber)
    return [{ order, contract: null, mark: "reserved" }];
  const contract = await readContract(context, order.contractNumber);
  return isCancelled(contract) ? [] : [{ order, contract, mark: "settled" }];
}
