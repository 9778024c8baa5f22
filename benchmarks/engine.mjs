/*
 * `npm run bench [-- --sizes 1,50,200 --rounds 3]`: how much time, state and memory a ManagedDatabase costs above a
 * dynamic resource of the same shape that does nothing (the floor), and its requests. Both run in turns, A B A B, on
 * one machine in one run; the databases come from an emulator that delivers at once.
 */
import { parseArgs } from "node:util";
import { runProgram } from "../tools/run/program.mjs";
import { createSteps } from "../tools/run/steps.mjs";
import { setUp } from "../tools/setup/setUp.mjs";
import { openEmulator } from "./emulator.mjs";
import { measureHosts } from "./measureHosts.mjs";
import { round, writeResult } from "./results.mjs";
import { createStack } from "./stack.mjs";
import { describeEngine, median } from "./tables.mjs";

/** @typedef {{ floor: number, database: number }} Pair One measurement of each, one right after the other. */
/** @typedef {{ bin: string, rounds: number, say: (text: string) => void }} Bench */

/** In this order, in each round. */
const commands = {
  preview: ["preview"],
  "first up": ["up", "--yes", "--skip-preview", "--parallel", "256"],
  "no-op up": ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview", "--parallel", "256"],
};

/** Measures all commands at one size. @param {number} count @param {Bench} bench */
async function measure(count, { bin, rounds, say }) {
  const { emulator, env } = await openEmulator();
  const floor = await createStack({ program: "floor", count, bin });
  const database = await createStack({ program: "database", count, bin, env });
  const steps = Object.keys(commands).map((step) => ({
    step,
    seconds: /** @type {Pair[]} */ ([]),
    requests: /** @type {number[]} */ ([]),
  }));
  /** @type {Pair[]} */
  const bytes = [];
  try {
    for (let turn = 1; turn <= rounds; turn++) {
      const empty = { floor: floor.stateBytes(), database: database.stateBytes() };
      for (const { step, seconds, requests } of steps) {
        emulator.control.clearJournal();
        const args = commands[/** @type {keyof typeof commands} */ (step)];
        const pair = { floor: await floor.time(args), database: await database.time(args) };
        seconds.push(pair);
        requests.push(emulator.control.journal().requests.length);
        say(`  ${count}, round ${turn}, ${step}: ${pair.floor.toFixed(1)} s, ${pair.database.toFixed(1)} s`);
        if (step !== "no-op up") continue;
        bytes.push({
          floor: (floor.stateBytes() - empty.floor) / count,
          database: (database.stateBytes() - empty.database) / count,
        });
      }
    }
  } finally {
    floor.dispose();
    database.dispose();
    await emulator.close();
  }
  return [
    ...steps.map(({ step, seconds, requests }) => ({
      count,
      step,
      ...summarise(seconds),
      requestsEach: round(median(requests) / count),
    })),
    { count, step: "state bytes each", ...summarise(bytes) },
  ];
}

/** Medians of both sides, and the median of the ratios of neighbours. @param {Pair[]} pairs */
const summarise = (pairs) => ({
  floor: round(median(pairs.map(({ floor }) => floor))),
  database: round(median(pairs.map(({ database }) => database))),
  ratio: round(median(pairs.map(({ floor, database }) => database / floor))),
});

await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      sizes: { type: "string", default: "1,50,200" },
      rounds: { type: "string", default: "3" },
      waiting: { type: "string", default: "1000" },
    },
  });
  const steps = createSteps({ stream: process.stderr });
  const { bin, version } = await setUp(steps);
  const rounds = Number(values.rounds);
  const host = await measureHosts({ waiting: Number(values.waiting), starts: 5, steps });
  const rows = [];
  for (const size of values.sizes.split(",").map(Number))
    rows.push(
      ...(await steps.run(`${size} databases`, () => measure(size, { bin, rounds, say: steps.say }))),
    );
  const figures = { pulumi: version, rounds, rows, host };
  writeResult("engine", figures);
  console.log(describeEngine(figures));
});
