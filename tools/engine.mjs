/* Prints the folder that has the Pulumi CLI, getting it if need be: `PATH="$(node tools/engine.mjs):$PATH"`. */
import { findEngine } from "./engine/find.mjs";
import { runProgram } from "./run/program.mjs";
import { createSteps } from "./run/steps.mjs";

await runProgram(async () => {
  const { bin } = await findEngine({ steps: createSteps({ stream: process.stderr }) });
  console.log(bin);
});
