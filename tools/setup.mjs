/* Gets everything that building, testing and the quickstart need. Does nothing that has been done before. */
import { runProgram } from "./run/program.mjs";
import { createSteps } from "./run/steps.mjs";
import { setUp } from "./setup/setUp.mjs";

await runProgram(async () => {
  const steps = createSteps();
  const { bin, version } = await setUp(steps);
  steps.say(`Pulumi ${version}: ${bin}`);
});
