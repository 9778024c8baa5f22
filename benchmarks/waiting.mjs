/*
 * `npm run bench:waiting [-- --counts 1,10,50,200]`: databases that are ordered at once, in real time, on the real
 * engine: how many requests it takes, and how late the tool says that a database is done. Beside ours, a naive
 * provider that asks for each database every 5 s, and at 50 databases at other paces too. `--progress steps` or `none`
 * makes orders tell less; with `--only ours` nothing is kept.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../tools/run/paths.mjs";
import { runProgram } from "../tools/run/program.mjs";
import { createSteps } from "../tools/run/steps.mjs";
import { setUp } from "../tools/setup/setUp.mjs";
import { openEmulator } from "./emulator.mjs";
import { countRequests } from "./requests.mjs";
import { round, writeResult } from "./results.mjs";
import { createStack } from "./stack.mjs";
import { describeWaiting } from "./tables.mjs";

const require = createRequire(import.meta.url);

/** The count at which all contenders are measured: that of the given peers. */
const countOfAll = 50;
const contenders = [
  { name: "ours", program: "database", always: true },
  { name: "naive, every 5 s", program: "naive", pollSeconds: 5, always: true },
  { name: "naive, every 10 s", program: "naive", pollSeconds: 10, always: false },
  { name: "naive, every 30 s", program: "naive", pollSeconds: 30, always: false },
];

/** @typedef {{ bin: string, medianSeconds: number, sigma: number, progress: string }} Bench */

/** @param {(typeof contenders)[number]} contender @param {number} count @param {Bench} bench */
async function measure({ name, program, pollSeconds }, count, { bin, medianSeconds, sigma, progress }) {
  const { terms } = require(join(root, "dist", "emulator", "catalog.js"));
  /** When each database was done, and when the CLI said so. */
  const done = new Map();
  const told = new Map();
  const { emulator, env } = await openEmulator({
    // The same times for all contenders.
    seed: "benchmark",
    settings: { provisionMs: { Provision: medianSeconds * 1000 }, spread: sigma, progress },
    onEvent: (/** @type {{ kind: string, at: number, order: { contractAlias: string } }} */ event) => {
      const database = /^database-\d+/.exec(event.order?.contractAlias ?? "")?.[0];
      if (event.kind === "done" && database) done.set(database, event.at);
    },
  });
  const stack = await createStack({
    program,
    count,
    bin,
    env: {
      ...env,
      TERMS: JSON.stringify(terms),
      ...(pollSeconds && { POLL_SECONDS: `${pollSeconds}` }),
    },
  });
  try {
    const seconds = await stack.time(["up", "--yes", "--skip-preview", "--parallel", "256"], (line) => {
      const database = /(database-\d+) created/.exec(line)?.[1];
      if (database) told.set(database, Date.now());
    });
    const late = [...done].map(([database, at]) => (told.get(database) - at) / 1000);
    if (late.length !== count || late.some(Number.isNaN))
      throw new Error(`${name}: only ${late.length} of ${count} databases were seen`);
    const requests = emulator.control.journal().requests;
    return {
      name,
      count,
      seconds: round(seconds, 1),
      requests: requests.length,
      byKind: countRequests(requests),
      lateSeconds: round(late.reduce((sum, value) => sum + value, 0) / count),
      lateSecondsP99: round(late.sort((a, b) => a - b)[Math.ceil(count * 0.99) - 1] ?? Number.NaN),
    };
  } finally {
    stack.dispose();
    await emulator.close();
  }
}

await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      counts: { type: "string", default: "1,10,50,200" },
      median: { type: "string", default: "53" },
      sigma: { type: "string", default: "0.5" },
      progress: { type: "string", default: "linear" },
      only: { type: "string" },
    },
  });
  const steps = createSteps({ stream: process.stderr });
  const { bin, version } = await setUp(steps);
  const { progress } = values;
  const bench = { bin, medianSeconds: Number(values.median), sigma: Number(values.sigma), progress };
  const rows = [];
  for (const count of values.counts.split(",").map(Number)) {
    for (const contender of contenders) {
      if (!contender.always && count !== countOfAll) continue;
      if (values.only && contender.name !== values.only) continue;
      const row = await steps.run(`${count} databases, ${contender.name}`, () =>
        measure(contender, count, bench),
      );
      steps.say(`  ${row.requests} requests, ${row.lateSeconds} s late on average`);
      rows.push(row);
    }
  }
  const { medianSeconds, sigma } = bench;
  const figures = { pulumi: version, medianSeconds, sigma, progress, rows };
  // A part is for trying out: the file holds what was measured in one run.
  if (!values.only) writeResult("waiting", figures);
  console.log(describeWaiting(figures));
});
