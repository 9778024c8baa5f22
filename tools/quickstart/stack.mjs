import { join } from "node:path";
import { runCommand, runInTerminal } from "../run/command.mjs";
import { interrupted } from "../run/interrupt.mjs";
import { root } from "../run/paths.mjs";
import { StepFailed } from "../run/steps.mjs";
import { stackName } from "./demo.mjs";

/** @typedef {{ steps: import("../run/steps.mjs").Steps, bin: string, env: NodeJS.ProcessEnv }} Pulumi */

/** @param {Pulumi} pulumi */
export async function selectStack({ steps, bin, env }) {
  await steps.run(`stack ${stackName}`, async () => {
    await runCommand(join(bin, "pulumi"), ["stack", "select", stackName, "--create", "--non-interactive"], {
      cwd: root,
      env,
      timeoutMs: 60_000,
    });
  });
}

/** Runs Pulumi in the user's terminal, where its live progress shows. @param {Pulumi} pulumi @param {string[]} args */
export async function showPulumi({ steps, bin, env }, args) {
  const name = `pulumi ${args.join(" ")}`;
  if (interrupted()) throw new StepFailed(name);
  steps.say(`\n$ ${name}`);
  const start = Date.now();
  const code = await runInTerminal(join(bin, "pulumi"), args, { cwd: root, env });
  const took = `${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`;
  if (code === 0 && !interrupted()) return steps.say(`✓ ${took}`);
  steps.say(`✗ ${took}`);
  throw new StepFailed(name);
}
