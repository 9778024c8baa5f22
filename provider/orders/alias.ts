import type { Contract } from "../api/wire";
import { type Context, RunEndedError, requireLivingEngine } from "./context";
import type { Match } from "./lookUp";
import { aliasOf, type Reference } from "./reference";

/**
 * Marks a contract as handed over to the state: from now on a look-up that finds it in no state refuses. The last
 * step before the result goes to the engine. If it fails the result stands, and the next run settles it.
 */
export async function settle(context: Context, reference: Reference, contract: Contract): Promise<void> {
  const alias = aliasOf(reference, "settled");
  if (contract.contractAlias === alias) return;
  await requireLivingEngine(context);
  await rename(context, contract.contractNumber, alias);
}

/** Marks a contract as given up for its successor, so that no later look-up takes it for the database. */
export async function condemn(
  context: Context,
  reference: Reference,
  { order, contract }: Match,
): Promise<void> {
  const number = contract?.contractNumber ?? order.contractNumber;
  await requireLivingEngine(context);
  if (number) await rename(context, number, aliasOf(reference, "condemned"));
}

async function rename(context: Context, contractNumber: string, alias: string): Promise<void> {
  const { api, clock, engine, urn } = context;
  // The last word to a contract is not cut short: without it the next run has to ask.
  const pause = async (ms: number) => {
    await clock.sleep(ms);
    await requireLivingEngine(context);
  };
  try {
    await api.setAlias(contractNumber, alias, pause);
  } catch (error) {
    if (error instanceof RunEndedError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    engine.warn(urn, `the alias of contract ${contractNumber} could not be set to "${alias}": ${reason}`);
  }
}
