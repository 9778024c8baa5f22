import { type RandomRecord, runRandomHistory } from "./randomHistory";

/** What many random histories came to. */
export interface RandomSum {
  histories: number;
  runs: number;
  orders: number;
  suddenEnds: number;
  refusals: number;
  /** Orders that no state has ever held. */
  neverKept: number;
  /** Of these the ones that are billed in the end, and that `leftovers` finds. */
  unheld: number;
  /** Each with its seed. */
  wrongs: string[];
}

export const emptySum = (): RandomSum => ({
  histories: 0,
  runs: 0,
  orders: 0,
  suddenEnds: 0,
  refusals: 0,
  neverKept: 0,
  unheld: 0,
  wrongs: [],
});

export const addUp = (a: RandomSum, b: RandomSum): RandomSum => ({
  histories: a.histories + b.histories,
  runs: a.runs + b.runs,
  orders: a.orders + b.orders,
  suddenEnds: a.suddenEnds + b.suddenEnds,
  refusals: a.refusals + b.refusals,
  neverKept: a.neverKept + b.neverKept,
  unheld: a.unheld + b.unheld,
  wrongs: [...a.wrongs, ...b.wrongs],
});

/** Runs the histories of the seeds that follow each other from `from` on. */
export async function runSeeds({ from, count }: { from: number; count: number }): Promise<RandomSum> {
  let sum = emptySum();
  for (let seed = from; seed < from + count; seed++) sum = addUp(sum, toSum(await runSeed(seed)));
  return sum;
}

/** A history that breaks is wrong, too. */
async function runSeed(seed: number): Promise<RandomRecord> {
  return runRandomHistory(seed).catch((error: unknown) => ({
    ...{ seed, runs: 0, orders: 0, suddenEnds: 0, refusals: 0, neverKept: 0, unheld: 0 },
    wrongs: [`it broke: ${error instanceof Error ? error.stack : String(error)}`],
  }));
}

const toSum = ({ seed, wrongs, ...counts }: RandomRecord): RandomSum => ({
  histories: 1,
  ...counts,
  wrongs: wrongs.map((wrong) => `HISTORY_SEED=${seed}: ${wrong}`),
});
