import type { HeldDatabase } from "../engine/engine";
import type { DatabaseInputs } from "../inputs/schema";
import type { Match } from "./lookUp";
import { readEngineName } from "./outputs";

/** What a creation knows before it orders. */
export interface Situation {
  /** All that were ordered under the reference and are not gone, condemned ones too. */
  live: readonly Match[];
  /** The databases of the stack's state; undefined if it could not be asked. */
  held: readonly HeldDatabase[] | undefined;
  urn: string;
  inputs: Pick<DatabaseInputs, "engine" | "region" | "allowReplacement">;
}

export type Decision =
  /** Order; `predecessor` is the database that the new one replaces. */
  | { do: "order"; predecessor: Match | undefined }
  /** Go on with what an interrupted run ordered; `twins` are surplus orders of the same run. */
  | { do: "adopt"; match: Match; twins: Match[]; predecessor: Match | undefined }
  | { do: "refuse"; why: RefusalReason; matches: Match[] };

export type RefusalReason = "replacement" | "settled" | "different" | "stateUnknown" | "beside";

/**
 * Decides whether a creation orders, goes on with an earlier order, or refuses. The engine cannot tell a first
 * creation from a repeat after a crash or from a forced replacement, so two witnesses decide: the mark in the
 * contract's alias (how far an earlier run came) and the stack's state (whether a resource holds the contract).
 */
export function decide({ live, held, urn, inputs }: Situation): Decision {
  if (live.length === 0) return { do: "order", predecessor: undefined };
  if (!held) return { do: "refuse", why: "stateUnknown", matches: [...live] };

  const holderOf = (match: Match) => held.find((database) => database.orderId === match.order.orderId);
  const predecessor = live.find((match) => holderOf(match)?.urn === urn);
  if (predecessor && !inputs.allowReplacement) {
    return { do: "refuse", why: "replacement", matches: [predecessor] };
  }
  // What the state holds under another name belongs to that other resource (it was renamed).
  // A mark tells what a run was about to do, the state what was done: condemned is what no state holds any more.
  // Neither may be adopted what another database is about to cancel.
  const surplus = held.flatMap(({ twins = [] }) => twins);
  const free = live.filter(
    (match) => !holderOf(match) && match.mark !== "condemned" && !surplus.includes(match.order.orderId),
  );
  const settled = free.filter((match) => match.mark === "settled");
  if (settled.length > 0) return { do: "refuse", why: "settled", matches: settled };
  const different = free.filter((match) => !isSameDatabase(match, inputs));
  if (different.length > 0) return { do: "refuse", why: "different", matches: different };
  const [oldest, ...twins] = free;
  return oldest ? { do: "adopt", match: oldest, twins, predecessor } : { do: "order", predecessor };
}

/** Whether what cannot be changed by an order is what the program asks for. */
function isSameDatabase({ order }: Match, inputs: Situation["inputs"]): boolean {
  return readEngineName(order) === inputs.engine && order.region === inputs.region;
}
