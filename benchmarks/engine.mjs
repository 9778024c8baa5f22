/*
 * `node benchmarks/engine.mjs [--sizes 1,50,200] [--rounds 3]`: how much time and state a ManagedDatabase costs above
 * a dynamic resource of the same shape that does nothing. Both run in turns, A B A B, on one machine in one run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { demoLogin } from "../tools/quickstart/demo.mjs";
import { choosePort, startEmulator } from "../tools/quickstart/emulator.mjs";
import { runProgram } from "../tools/run/program.mjs";
import { createSteps } from "../tools/run/steps.mjs";
import { setUp } from "../tools/setup/setUp.mjs";
import { createStack } from "./stack.mjs";
import { head, row } from "./table.mjs";

/** @typedef {import("./table.mjs").Pair} Pair */
/** @typedef {{ bin: string, rounds: number, env: Record<string, string>, say: (text: string) => void }} Bench */

/** In this order, in each round. */
const commands = {
  preview: ["preview"],
  "first up": ["up", "--yes", "--skip-preview", "--parallel", "256"],
  "no-op up": ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview", "--parallel", "256"],
};

/** Measures all commands at one size and returns lines of the table. @param {number} count @param {Bench} bench */
async function measure(count, { bin, rounds, env, say }) {
  const floor = await createStack({ program: "floor", count, bin });
  const database = await createStack({ program: "database", count, bin, env });
  const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, /** @type {Pair[]} */ ([])]));
  /** @type {Pair[]} */
  const bytes = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const empty = { floor: floor.stateBytes(), database: database.stateBytes() };
      for (const [name, args] of Object.entries(commands)) {
        const pair = { floor: await floor.time(args), database: await database.time(args) };
        seconds[name]?.push(pair);
        say(`  ${count}, round ${round}, ${name}: ${pair.floor.toFixed(1)} s, ${pair.database.toFixed(1)} s`);
        if (name !== "no-op up") continue;
        bytes.push({
          floor: (floor.stateBytes() - empty.floor) / count,
          database: (database.stateBytes() - empty.database) / count,
        });
      }
    }
  } finally {
    floor.dispose();
    database.dispose();
  }
  return [
    ...Object.entries(seconds).map(([name, pairs]) =>
      row(`${count}, ${name}`, pairs, (value) => `${value.toFixed(1)} s`),
    ),
    row(`${count}, state each`, bytes, (value) => `${(value / 1000).toFixed(1)} kB`),
  ];
}

await runProgram(async () => {
  const { values } = parseArgs({
    options: { sizes: { type: "string", default: "1,50,200" }, rounds: { type: "string", default: "3" } },
  });
  const steps = createSteps({ stream: process.stderr });
  const { bin, version } = await setUp(steps);
  const folder = mkdtempSync(join(tmpdir(), "benchmark-emulator-"));
  const port = await choosePort(join(folder, "port"));
  const emulator = await startEmulator({
    port,
    stateFile: join(folder, "emulator.json"),
    provisionSeconds: 0,
  });
  const env = {
    ...demoLogin,
    PLUSSERVER_API_URL: emulator.apiUrl,
    PLUSSERVER_TOKEN_URL: emulator.tokenUrl,
    PLUSSERVER_ACCEPT_TERMS: "true",
  };
  const lines = [];
  try {
    for (const size of values.sizes.split(",").map(Number)) {
      lines.push(...(await measure(size, { bin, rounds: Number(values.rounds), env, say: steps.say })));
    }
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, Pulumi ${version}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}, medians of ${values.rounds} rounds:\n`);
  console.log([head, ...lines].join("\n"));
});
