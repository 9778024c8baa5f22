/** @typedef {{ floor: number, database: number }} Pair One measurement of each, one right after the other. */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

/** A line of the table: medians of both sides, and the median of the ratios of the pairs. @param {string} title @param {Pair[]} pairs @param {(value: number) => string} show */
export function row(title, pairs, show) {
  const ratio = median(pairs.map(({ floor, database }) => database / floor));
  const cells = [pairs.map(({ floor }) => floor), pairs.map(({ database }) => database)].map((values) =>
    show(median(values)),
  );
  return `| ${[title, ...cells, ratio.toFixed(2)].join(" | ")} |`;
}

export const head = "| databases, step | floor | ManagedDatabase | ratio |\n|---|---|---|---|";
