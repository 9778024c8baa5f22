import { peers } from "./peers.mjs";

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

/** A Markdown table. @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** @template Row @param {Row[]} rows @param {(row: Row) => string} keyOf @returns {Map<string, Row[]>} in order of appearance */
function group(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** @typedef {{ schedule: string, progress: string, lateSeconds: number, lateSecondsP99: number }} Cost */
/** @typedef {{ draws: number, each: (Cost & { duration: string, looks: number })[], together: (Cost & { count: number, requests: number })[] }} ScheduleFigures */

/** The figures of `bench:schedule`. @param {ScheduleFigures} figures */
export function describeSchedules({ draws, each, together }) {
  const names = [...new Set(each.map(({ schedule }) => schedule))];
  const rows = [...group(each, ({ duration, progress }) => `${duration} | ${progress}`)].map(
    ([kind, costs]) => [
      kind,
      ...costs.map(
        (cost) =>
          `${cost.looks.toFixed(0)}, ${cost.lateSeconds.toFixed(1)}, ${cost.lateSecondsP99.toFixed(1)}`,
      ),
    ],
  );
  const many = [...group(together, ({ count, progress }) => `${count} | ${progress}`)].map(
    ([kind, costs]) => [
      kind,
      ...costs.map((cost) => `${cost.requests.toFixed(0)}, ${cost.lateSeconds.toFixed(1)}`),
    ],
  );
  return [
    `Looks for one order, lateness in seconds on average, and what 99 of 100 do not exceed; ${draws} orders each:`,
    table(["time of an order", "progress", ...names], rows),
    "Requests for all orders, and lateness in seconds on average, of orders (median 5 min) placed at once; `together` is one waiter for all, the others follow each order for itself:",
    table(["orders", "progress", "ours, together", ...names], many),
  ].join("\n\n");
}

/** @typedef {{ name: string, count: number, requests: number, byKind: Record<string, number>, lateSeconds: number, lateSecondsP99: number, seconds: number }} WaitingRow */

/** The figures of `bench:waiting`. @param {{ medianSeconds: number, sigma: number, progress: string, rows: WaitingRow[] }} figures */
export function describeWaiting({ medianSeconds, sigma, progress, rows }) {
  const kinds = [...new Set(rows.flatMap(({ byKind }) => Object.keys(byKind)))];
  const measured = rows.map(({ name, count, requests, byKind, lateSeconds, lateSecondsP99, seconds }) => [
    count,
    name,
    requests,
    lateSeconds.toFixed(1),
    lateSecondsP99.toFixed(1),
    seconds.toFixed(0),
    ...kinds.map((kind) => byKind[kind] ?? 0),
  ]);
  const given = peers.map(({ name, requests, lateSeconds }) => [
    50,
    `${name} (given)`,
    requests,
    lateSeconds.toFixed(1),
    ...Array(kinds.length + 2).fill(""),
  ]);
  return [
    `Databases ordered at once, times lognormal with a median of ${medianSeconds} s and sigma ${sigma}, progress ${progress}; lateness in seconds on average and what 99 of 100 do not exceed, then the seconds of the whole \`pulumi up\`, then requests by kind:`,
    table(["databases", "provider", "requests", "late", "p99", "whole", ...kinds], [...measured, ...given]),
  ].join("\n\n");
}

/** @typedef {{ name: string, startMs: number, idleMb: number, waitingMb: number }} HostRow */

/** The figures of `bench:host`. @param {{ waiting: number, starts: number, rows: HostRow[] }} figures */
export function describeHost({ waiting, starts, rows }) {
  return [
    `Pulumi's host process: time to its first answer (median of ${starts}), and resident memory:`,
    table(
      ["provider", "start", "idle", `${waiting} waiting`, "for each"],
      rows.map(({ name, startMs, idleMb, waitingMb }) => [
        name,
        `${startMs} ms`,
        `${idleMb.toFixed(0)} MB`,
        `${waitingMb.toFixed(0)} MB`,
        `${(((waitingMb - idleMb) * 1024) / waiting).toFixed(0)} kB`,
      ]),
    ),
  ].join("\n\n");
}

/** @typedef {{ count: number, step: string, floor: number, database: number, ratio: number, requestsEach?: number }} EngineRow */

/** The figures of `bench`. @param {{ rounds: number, rows: EngineRow[], host: Parameters<typeof describeHost>[0] }} figures */
export function describeEngine({ rounds, rows, host }) {
  const lines = rows.map(({ count, step, floor, database, ratio, requestsEach }) => {
    const [digits, unit] = step === "state bytes each" ? [0, "B"] : [1, "s"];
    const difference = database - floor;
    return [
      count,
      step,
      `${floor.toFixed(digits)} ${unit}`,
      `${database.toFixed(digits)} ${unit}`,
      `${difference < 0 ? "" : "+"}${difference.toFixed(digits)} ${unit}`,
      ratio.toFixed(2),
      requestsEach ?? "",
    ];
  });
  const head = ["databases", "step", "floor", "ManagedDatabase", "difference", "ratio", "requests each"];
  return [`Medians of ${rounds} rounds:`, table(head, lines), describeHost(host)].join("\n\n");
}
