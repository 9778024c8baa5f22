import type { Order } from "../api/wire";
import type { DatabaseInputs } from "../inputs/schema";
import { findCandidates } from "./candidates";
import { type Context, pause } from "./context";
import { decide } from "./decide";
import { type LookUp, lookUp, type Match } from "./lookUp";
import { placeOrder } from "./place";
import { aliasOf, type Reference, transactionIdOf } from "./reference";
import { describeMatch, RefusedError } from "./refusal";
import { toProvisionOrder } from "./requests";
import { phaseOf } from "./statuses";

/** A Provision order that is certainly there. */
export interface Obtained {
  order: Order;
  /** Surplus orders of the same database, to be cancelled. */
  twins: Order[];
  /** Orders under the same reference that are not this database's: of its predecessors, or of one that was renamed. */
  othersIds: string[];
  /** The database that this one replaces. It stays in use until this one is there. */
  predecessor: Match | undefined;
}

const contractDelayMs = 3_000;

/** Orders a database, or finds the order that an interrupted run placed; refuses where a person must decide. */
export async function obtainOrder(
  context: Context,
  reference: Reference,
  inputs: DatabaseInputs,
): Promise<Obtained> {
  const found = await lookUpSettled(context, reference);
  const { live, held } = await findCandidates(context, found);
  const decision = decide({ live, held, urn: context.urn, inputs });
  if (decision.do === "refuse") throw new RefusedError(decision.why, decision.matches, reference);
  const obtained =
    decision.do === "adopt"
      ? adopt(context, decision)
      : await order(context, reference, inputs, { ...found, live });
  const ours = [obtained.order, ...obtained.twins].map((o) => o.orderId);
  const all = [...found.orderIds, ...live.map((match) => match.order.orderId)];
  const othersIds = all.filter((id) => !ours.includes(id));
  return { ...obtained, othersIds, predecessor: decision.predecessor };
}

/** A finished order whose contract cannot be read yet does not tell how far its run came: wait for it first. */
async function lookUpSettled(context: Context, reference: Reference): Promise<LookUp> {
  for (;;) {
    const found = await lookUp(context, reference);
    if (!found.live.some(({ order: o, contract }) => phaseOf(o) === "done" && !contract)) return found;
    context.engine.progress(context.urn, "an earlier order is DONE, waiting for its contract");
    await pause(context, contractDelayMs);
  }
}

function adopt(
  { engine, urn }: Context,
  { match, twins }: { match: Match; twins: Match[] },
): Pick<Obtained, "order" | "twins"> {
  engine.warn(urn, `going on with what an interrupted run ordered: ${describeMatch(match)}`);
  return { order: match.order, twins: twins.map((twin) => twin.order) };
}

async function order(
  context: Context,
  reference: Reference,
  inputs: DatabaseInputs,
  { live, orderIds }: LookUp,
): Promise<Pick<Obtained, "order" | "twins">> {
  context.requireConsent();
  const alias = aliasOf(reference, "reserved");
  // One that was imported was ordered under another alias: it must not pass for its own successor.
  const known = new Set([...orderIds, ...live.map((match) => match.order.orderId)]);
  const findNew = async () =>
    (await lookUp(context, reference)).live.map((match) => match.order).filter((o) => !known.has(o.orderId));
  let landed: Order[] = [];
  const placed = await placeOrder(context, {
    body: toProvisionOrder(inputs, alias),
    transactionId: transactionIdOf(reference, countPlaced(orderIds, live, alias)),
    describedAs: `the order with the alias "${alias}"`,
    findLanded: async () => {
      landed = await findNew();
      return landed[0];
    },
  });
  // A service that knows the transaction id from before may answer with the order that is to be replaced.
  if (known.has(placed.orderId))
    throw new Error(
      `nothing was ordered: the service answered with the earlier order ${placed.orderId}, which its search did not show yet. Run pulumi up again in a minute`,
    );
  return { order: placed, twins: landed.filter((o) => o.orderId !== placed.orderId) };
}

/** How many orders were placed under the alias; a search may not show the latest yet, which the state knows already. */
function countPlaced(orderIds: readonly string[], live: readonly Match[], alias: string): number {
  const own = live.filter(({ order: o }) => o.contractAlias === alias).map(({ order: o }) => o.orderId);
  return new Set([...orderIds, ...own]).size;
}
