import type { Contract, Order } from "../api/wire";
import { readTimeouts } from "../inputs/timeouts";
import { condemn, settle } from "../orders/alias";
import { bringInLine } from "../orders/change";
import type { Context } from "../orders/context";
import { keepOrder } from "../orders/keep";
import { type Obtained, obtainOrder } from "../orders/obtain";
import type { Known } from "../orders/outputs";
import { fetchContract, fetchCredential } from "../orders/ready";
import type { Reference } from "../orders/reference";
import { isCancelled, phaseOf } from "../orders/statuses";
import { takeOver } from "../orders/takeOver";
import { cancelTwins, findPlaced, findReserved } from "../orders/twins";
import { OrderFailedError, waitForOrder } from "../orders/wait";
import type { Session } from "../session";
import { describeAsInputs } from "./describe";
import { type CheckedProperties, type Properties, toStored } from "./properties";

/** What a creation has so far; an error takes all of it into the state. */
interface Progress {
  known: Known;
  twins: Set<string>;
}

/** Orders a database, or goes on with an interrupted order, and returns when it can be used. */
export async function createDatabase(session: Session, properties: Properties) {
  const inputs = properties as unknown as CheckedProperties;
  const contractNumber = session.imports.get(inputs.__urn);
  if (contractNumber === undefined) session.requireConsent();
  const operation = {
    urn: inputs.__urn,
    timeoutMs: readTimeouts(inputs.__timeouts).create,
    lifetime: "program",
  } as const;
  const { parallelHint } = session;
  parallelHint.begun(inputs.__urn);
  const work = session.run(operation, async (context) => {
    const taken = await takeOver(context, inputs.__reference, inputs, contractNumber);
    // What differs is shown by the next preview: the state tells what there is, not what the program asks for.
    if (taken) {
      session.created.add(taken.order.orderId);
      const outs = toStored(describeAsInputs(taken.contract, inputs), taken);
      return { id: taken.order.orderId, outs: { ...outs, __takenOver: true } };
    }
    const obtained = await obtainOrder(context, inputs.__reference, inputs);
    const progress: Progress = {
      known: { order: obtained.order },
      twins: new Set(obtained.twins.map((t) => t.orderId)),
    };
    try {
      parallelHint.waits(inputs.__urn);
      await finish(context, inputs, obtained, progress);
    } catch (error) {
      // A failed order has no contract and costs nothing: with nothing in the state, the next up orders anew.
      // So does a cancelled contract: somebody cancelled it, or the service has answered with an order of long ago.
      if (error instanceof OrderFailedError && error.order.type === "Provision") throw error;
      if (error instanceof CancelledMeanwhileError) throw error;
      await giveUpPredecessor(context, inputs, obtained);
      throw keepOrder(
        error,
        progress.known.order.orderId,
        toStored(inputs, progress.known, [...progress.twins]),
      );
    }
    session.created.add(progress.known.order.orderId);
    return { id: progress.known.order.orderId, outs: toStored(inputs, progress.known) };
  });
  return work.finally(() => parallelHint.ended(inputs.__urn));
}

class CancelledMeanwhileError extends Error {
  constructor({ contractNumber, orderId }: Contract) {
    super(
      `contract ${contractNumber} of order ${orderId} is CANCELLED. Run pulumi up again in a minute to order anew`,
    );
  }
}

/** The steps from an order to a database that can be used. */
async function finish(context: Context, inputs: CheckedProperties, obtained: Obtained, progress: Progress) {
  const { known, twins } = progress;
  await waitBesideTwins(context, inputs, obtained, progress);
  known.contract = await fetchContract(context, known.order);
  if (isCancelled(known.contract)) throw new CancelledMeanwhileError(known.contract);
  known.contract = await bringInLine(context, known.contract, inputs);
  known.credential = await fetchCredential(context, known.contract.contractNumber);
  await cancelTwins(context, inputs.__reference, [...twins]);
  await giveUpPredecessor(context, inputs, obtained);
  await settle(context, inputs.__reference, known.contract);
  twins.clear();
}

/**
 * Marks the database that is replaced, as soon as the successor's id goes into the state and no sooner: if its order
 * fails, the old one stays in use. It needs the mark, since the state does not show what waits for its deletion.
 */
async function giveUpPredecessor(context: Context, inputs: CheckedProperties, { predecessor }: Obtained) {
  if (predecessor) await condemn(context, inputs.__reference, predecessor);
}

/**
 * Waits for the order. It is looked up by its alias, so that each look would show twins, too: further orders of the
 * same database, sent by a run that crashed, that have landed only now. Of two orders the older one stays: two runs
 * that find each other's order then decide alike.
 */
async function waitBesideTwins(
  context: Context,
  { __reference: reference }: CheckedProperties,
  { othersIds }: Obtained,
  { known, twins }: Progress,
) {
  const placed = known.order as Order;
  const examined = new Set([...othersIds, ...twins, placed.orderId]);
  await waitForOrder(context, placed, async () => {
    const orders = await findPlaced(context, reference);
    const isNew = ({ orderId }: Order) => !examined.has(orderId);
    if (orders.some(isNew)) {
      const reserved = await findReserved(context, reference);
      keepOldest(
        context,
        reserved.filter(({ orderId }) => !othersIds.includes(orderId)),
        { known, twins },
      );
      for (const { orderId } of orders) examined.add(orderId);
    }
    const { orderId } = known.order;
    const own = orders.find((order) => order.orderId === orderId) ?? (await context.api.getOrder(orderId));
    const spare = phaseOf(own) === "failed" ? await findSpare(context, reference, twins) : undefined;
    const current = spare ?? own;
    known.order = current;
    return current;
  });
}

/** A surplus order that can take the place of one that failed. */
async function findSpare(
  context: Context,
  reference: Reference,
  twins: Set<string>,
): Promise<Order | undefined> {
  if (twins.size === 0) return undefined;
  const spare = (await findReserved(context, reference)).find(({ orderId }) => twins.has(orderId));
  if (!spare) return undefined;
  twins.delete(spare.orderId);
  context.engine.warn(context.urn, `order ${spare.orderId} is kept: the older one has failed`);
  return spare;
}

/** Goes on with the oldest of the orders; those that are given up for it are named once. */
function keepOldest(context: Context, [oldest, ...younger]: Order[], { known, twins }: Progress): void {
  if (!oldest) return;
  const all = new Set([known.order.orderId, ...twins, ...younger.map(({ orderId }) => orderId)]);
  all.delete(oldest.orderId);
  for (const id of all) tellOnce(context, id, oldest, twins);
  twins.delete(oldest.orderId);
  known.order = oldest;
}

function tellOnce({ engine, urn }: Context, twin: string, kept: Order, twins: Set<string>): void {
  if (twins.has(twin)) return;
  twins.add(twin);
  engine.warn(
    urn,
    `order ${twin} is a second order of this database (order ${kept.orderId} is kept): it will be cancelled`,
  );
}
