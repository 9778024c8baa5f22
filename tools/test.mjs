/* `npm test [-- ARGUMENTS OF JEST]`: sets up what is missing and runs the tests. The last line counts them. */
import { join } from "node:path";
import { runInTerminal } from "./run/command.mjs";
import { root } from "./run/paths.mjs";
import { runProgram } from "./run/program.mjs";
import { createSteps } from "./run/steps.mjs";
import { setUp } from "./setup/setUp.mjs";

await runProgram(async () => {
  const { bin } = await setUp(createSteps());
  const jest = join(root, "node_modules", "jest", "bin", "jest.js");
  // Last, since jest takes every word after --reporters for one more of them.
  const reporters = ["default", join(root, "tools", "countReporter.mjs")].map(
    (name) => `--reporters=${name}`,
  );
  return runInTerminal(process.execPath, [jest, ...process.argv.slice(2), ...reporters], {
    cwd: root,
    env: { ...process.env, PULUMI_PLUSSERVER_ENGINE: bin },
  });
});
