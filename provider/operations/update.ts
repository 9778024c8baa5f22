import { isApiError } from "../api/errors";
import type { Contract, Order } from "../api/wire";
import { findChanges, refuseChanges } from "../inputs/changes";
import { readTimeouts } from "../inputs/timeouts";
import { settle } from "../orders/alias";
import { readContract } from "../orders/cancel";
import { bringInLine } from "../orders/change";
import type { Context } from "../orders/context";
import { keepOrder } from "../orders/keep";
import type { Known } from "../orders/outputs";
import { fetchContract, fetchCredential } from "../orders/ready";
import { markOf } from "../orders/reference";
import { isCancelled, phaseOf } from "../orders/statuses";
import { cancelTwins, findReserved } from "../orders/twins";
import { OrderFailedError, waitForOrder } from "../orders/wait";
import type { Session } from "../session";
import { describeAsInputs } from "./describe";
import {
  type CheckedProperties,
  type Properties,
  type StoredProperties,
  storedOrder,
  toStored,
} from "./properties";

/** What an update has so far. */
interface Progress {
  known: Known;
  /** A Change order of this run was placed. */
  hasOrdered: boolean;
}

/** Finishes what an earlier run began, then brings the database in line with the program. */
export async function updateDatabase(session: Session, id: string, olds: Properties, news: Properties) {
  const stored = olds as unknown as StoredProperties;
  const inputs = news as unknown as CheckedProperties;
  const [refusal] = refuseChanges(
    findChanges(olds, news).filter(({ effect }) => effect === "replace"),
    news,
  );
  if (refusal) throw new Error(`${refusal.property}: ${refusal.reason}`);
  const operation = {
    urn: inputs.__urn,
    timeoutMs: readTimeouts(inputs.__timeouts).update,
    lifetime: "program",
  } as const;
  return session.run(operation, async (context) => {
    const progress: Progress = { known: { order: storedOrder(id, stored) }, hasOrdered: false };
    const { known } = progress;
    try {
      await finish(context, stored, inputs, progress);
    } catch (error) {
      // A database that was ready stays in the state as it was, unless a change of it is under way: the next up must
      // look at it then, also if the program is changed back. A failed change has changed nothing.
      const isAsBefore = !progress.hasOrdered || error instanceof OrderFailedError;
      if (stored.password && isAsBefore) throw error;
      throw keepOrder(
        error,
        id,
        withLearnt(toStored(asItIs(inputs, stored, known), known, stored.__twins), stored),
      );
    }
    return { outs: toStored(inputs, known) };
  });
}

/** What was asked for and is not there yet must not be taken for what there is. */
const asItIs = (inputs: CheckedProperties, { billingProfileId }: StoredProperties, { contract }: Known) =>
  contract ? describeAsInputs(contract, { ...inputs, billingProfileId }) : inputs;

/** What an earlier run has learnt stays known where this one did not come as far. */
const withLearnt = (now: StoredProperties, before: StoredProperties): object =>
  Object.fromEntries(
    Object.entries(now).map(([name, value]) => [
      name,
      value ?? before[name as keyof StoredProperties] ?? null,
    ]),
  );

async function finish(
  context: Context,
  stored: StoredProperties,
  inputs: CheckedProperties,
  progress: Progress,
): Promise<void> {
  const { known } = progress;
  if (phaseOf(known.order) === "running") {
    const order = await readOrder(context, known.order.orderId);
    // Known before it is waited for: one that has failed meanwhile is thrown at once, and the state must learn of it.
    known.order = order;
    known.order = await waitForOrder(context, order, async () => {
      const seen = await context.api.getOrder(order.orderId);
      known.order = seen;
      return seen;
    });
  }
  const { contractNumber } = known.order;
  // A contract that was read before must be there; a new one may answer 404 for a while.
  known.contract =
    stored.contractName && contractNumber
      ? await readContract(context, contractNumber)
      : await fetchContract(context, known.order);
  requireActive(known.contract);
  known.contract = await bringInLine(context, known.contract, inputs, () => {
    progress.hasOrdered = true;
  });
  known.credential = await fetchCredential(context, known.contract.contractNumber);
  await cancelTwins(context, inputs.__reference, [
    ...(stored.__twins ?? []),
    ...(await findLateTwins(context, inputs, known.contract)),
  ]);
  await settle(context, inputs.__reference, known.contract);
}

/** Surplus orders that landed after the run that sent them had ended; only an unsettled database can have some. */
async function findLateTwins(
  context: Context,
  inputs: CheckedProperties,
  contract: Contract,
): Promise<string[]> {
  if (markOf(contract.contractAlias, inputs.__reference) !== "reserved") return [];
  const reserved = await findReserved(context, inputs.__reference);
  const others = reserved.map((order) => order.orderId).filter((id) => id !== contract.orderId);
  if (others.length === 0) return [];
  const held = await context.engine.listHeld();
  return held ? others.filter((id) => !held.some((database) => database.orderId === id)) : [];
}

function requireActive(contract: { contractNumber: string; status: string }): void {
  if (!isCancelled(contract)) return;
  throw new Error(
    `contract ${contract.contractNumber} was cancelled outside this program: run pulumi refresh, then pulumi up orders a new database`,
  );
}

/** Reads an order that must be there: a 404 means a wrong account. */
export async function readOrder({ api }: Context, orderId: string): Promise<Order> {
  try {
    return await api.getOrder(orderId);
  } catch (error) {
    if (!isApiError(error, { status: 404 })) throw error;
    error.message += `. Order ${orderId} was there before: are these the right credentials? Nothing was changed`;
    throw error;
  }
}
