#!/usr/bin/env node
import { parseArgs } from "node:util";
import { importFile } from "./importFile";
import { leftovers } from "./leftovers";

const help = `pulumi-plusserver: what a Pulumi program cannot do by itself. Run it in the folder of the project.

  pulumi-plusserver leftovers [--stack NAME]
      lists live orders and contracts of this stack's name that its state does not hold; changes nothing

  pulumi-plusserver import-file --contract NUMBER --name NAME [--file import.json] [--stack NAME]
      writes a file for \`pulumi import --file\`, which takes over an existing contract as the resource NAME

Settings come from the environment (PLUSSERVER_API_URL, …) and the stack's configuration, as in pulumi up.
`;

const options = {
  contract: { type: "string" },
  name: { type: "string" },
  file: { type: "string", default: "import.json" },
  stack: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) return console.log(help);
  if (rest.length > 0) throw new Error(`${rest.join(" ")}: not understood`);
  if (command === "leftovers") return leftovers(values.stack, console.log);
  if (command !== "import-file") throw new Error(`${command} is not a command`);
  const { contract, name, file, stack } = values;
  if (!contract || !/^\d+$/.test(contract))
    throw new Error("--contract is missing: the number of the contract, such as 423310");
  if (!name) throw new Error("--name is missing: the resource's name in the program");
  return importFile({ contract, name, file, stack }, console.log);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(
    `pulumi-plusserver: ${error instanceof Error ? error.message : String(error)}\nSee pulumi-plusserver --help.`,
  );
  process.exitCode = 1;
});
