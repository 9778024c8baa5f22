import { forEachSequence, mayOrderTwice, type OrderHistory, runOrderHistory } from "./orderOutcomes";

/** What all sequences under the same conditions came to. */
export interface Tally {
  sequences: number;
  /** Sequences in which a second order was placed, or more. */
  orderedTwice: number;
  /** Surplus orders that were placed, and those of them that no run has found. */
  surplus: number;
  surplusLeft: number;
  refused: number;
  /** Histories that ended badly, with what was wrong. */
  wrongs: string[];
}

/** Runs all sequences of `length` outcomes and adds up what became of them. */
export async function tallySequences(
  length: number,
  conditions: Omit<OrderHistory, "sequence">,
): Promise<Tally> {
  const tally: Tally = { sequences: 0, orderedTwice: 0, surplus: 0, surplusLeft: 0, refused: 0, wrongs: [] };
  await forEachSequence(
    length,
    (sequence) => runOrderHistory({ ...conditions, sequence }),
    (sequence, record, standsFor) => {
      tally.sequences += standsFor;
      tally.orderedTwice += record.secondOrders > 0 ? standsFor : 0;
      tally.surplus += record.secondOrders * standsFor;
      tally.surplusLeft += record.unheld * standsFor;
      tally.refused += record.refusals > 0 ? standsFor : 0;
      const unexcused = record.secondOrders > 0 && !mayOrderTwice({ ...conditions, sequence });
      const wrongs = [...record.wrongs, ...(unexcused ? ["a second order without an excuse"] : [])];
      tally.wrongs.push(...wrongs.map((wrong) => `${sequence.join(", ")}: ${wrong}`));
    },
  );
  return tally;
}
