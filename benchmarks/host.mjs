/*
 * `npm run bench:host [-- --waiting 1000 --starts 5]`: what Pulumi's process for dynamic providers takes with ours in
 * it, beside a provider that does nothing: time from its start to its first answer, and memory with no and with many
 * creations that wait for their orders. Linux only: the memory is read from /proc.
 */
import { parseArgs } from "node:util";
import { runProgram } from "../tools/run/program.mjs";
import { createSteps } from "../tools/run/steps.mjs";
import { setUp } from "../tools/setup/setUp.mjs";
import { measureHosts } from "./measureHosts.mjs";
import { writeResult } from "./results.mjs";
import { describeHost } from "./tables.mjs";

await runProgram(async () => {
  const { values } = parseArgs({
    options: { waiting: { type: "string", default: "1000" }, starts: { type: "string", default: "5" } },
  });
  const steps = createSteps({ stream: process.stderr });
  await setUp(steps);
  const figures = await measureHosts({
    waiting: Number(values.waiting),
    starts: Number(values.starts),
    steps,
  });
  writeResult("host", figures);
  console.log(describeHost(figures));
});
