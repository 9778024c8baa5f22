/* `npm run quickstart`: from a fresh checkout to a database, ordered from the emulator. No account is needed. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { showQuery } from "./quickstart/database.mjs";
import { clientAddress, demoEnvironment, demoFolder, shellCommand } from "./quickstart/demo.mjs";
import { choosePort, startEmulator } from "./quickstart/emulator.mjs";
import { selectStack, showPulumi } from "./quickstart/stack.mjs";
import { withLock } from "./run/lock.mjs";
import { runProgram } from "./run/program.mjs";
import { createSteps } from "./run/steps.mjs";
import { setUp } from "./setup/setUp.mjs";

const help = `npm run quickstart              orders one database from the emulator on this machine, and connects to it
npm run quickstart -- destroy   cancels it

The program is examples/quickstart/index.ts: change it and run the quickstart again. The stack and the emulator's
contracts are kept in .quickstart/, and the data of the database for as long as its contract. No account is needed,
nothing is ordered for real, and nothing stays running.`;

/** @typedef {import("./quickstart/emulator.mjs").EmulatorAddresses} EmulatorAddresses */

/** @type {Record<string, (pulumi: import("./quickstart/stack.mjs").Pulumi, emulator: EmulatorAddresses) => Promise<void>>} */
const commands = { up: order, destroy: cancel };

/** On the contracts of earlier runs. An order takes long enough to watch, short enough to wait for. */
async function startDemoEmulator() {
  const port = await choosePort(join(demoFolder, "port"));
  const stateFile = join(demoFolder, "emulator.json");
  return startEmulator({ port, stateFile, provisionSeconds: 20, clientAddress });
}

/** @param {import("./quickstart/stack.mjs").Pulumi} pulumi @param {EmulatorAddresses} emulator */
async function order(pulumi, { caFile }) {
  await showPulumi(pulumi, ["preview", "--diff"]);
  await showPulumi(pulumi, ["up", "--yes", "--skip-preview"]);
  await showPulumi(pulumi, ["stack", "output"]);
  await showQuery(pulumi, caFile);
  pulumi.steps.say(`
The connection string with its password:
  ${shellCommand(pulumi.bin, ["stack", "output", "connectionUri", "--show-secrets"])}
Run \`npm run quickstart\` again: nothing changes but for one row more. Change examples/quickstart/index.ts, and it does.
\`npm run quickstart -- destroy\` cancels the database.`);
}

/** @param {import("./quickstart/stack.mjs").Pulumi} pulumi */
async function cancel(pulumi) {
  await showPulumi(pulumi, ["destroy", "--yes", "--skip-preview"]);
  pulumi.steps.say("\nThe contract is cancelled. `npm run quickstart` orders a new one.");
}

await runProgram(async () => {
  const [name = "up", ...rest] = process.argv.slice(2);
  const command = rest.length === 0 ? commands[name] : undefined;
  if (!command) {
    console.log(help);
    return ["--help", "-h", "help"].includes(name) ? 0 : 2;
  }
  const steps = createSteps();
  const { bin } = await setUp(steps);
  mkdirSync(join(demoFolder, "state"), { recursive: true });
  await withLock(
    join(demoFolder, "lock"),
    async () => {
      const emulator = await steps.run("emulator", startDemoEmulator);
      try {
        const pulumi = { steps, bin, env: demoEnvironment(bin, emulator) };
        await selectStack(pulumi);
        await command(pulumi, emulator);
      } finally {
        await emulator.stop();
      }
    },
    () => steps.say("  another quickstart is running here: waiting for it"),
  );
});
