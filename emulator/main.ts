#!/usr/bin/env node
import { once } from "node:events";
import { type Command, help, readCommandLine } from "./commandLine";
import { describeEvent, type OrderEvent } from "./events";
import { type Emulator, startEmulator } from "./startEmulator";

/** The program: returns its exit code when it is told to end. */
async function main(args: string[]): Promise<number> {
  let command: Command;
  try {
    command = readCommandLine(args);
  } catch (error) {
    console.error(`plusserver-emulator: ${(error as Error).message}\nSee plusserver-emulator --help.`);
    return 2;
  }
  if (command.kind === "help") {
    process.stdout.write(help);
    return 0;
  }
  return serveUntilSignal(command);
}

async function serveUntilSignal({ options, quiet }: Extract<Command, { kind: "start" }>): Promise<number> {
  const signal = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  let emulator: Emulator;
  try {
    const onEvent = quiet ? {} : { onEvent: (event: OrderEvent) => console.log(describeEvent(event)) };
    const log = (line: string) => console.log(line);
    emulator = await startEmulator({ ...options, ...onEvent, log });
  } catch (error) {
    console.error(`plusserver-emulator: ${(error as Error).message}`);
    return 1;
  }
  const { url, apiUrl, tokenUrl, credentials, caFile } = emulator;
  const { clientId, clientSecret, username, password } = credentials;
  const login = `client ${clientId} / ${clientSecret}, user ${username} / ${password}`;
  if (caFile && !quiet) console.log(`To trust the database servers: export NODE_EXTRA_CA_CERTS=${caFile}`);
  console.log(`plusserver-emulator: page at ${url}/, API at ${apiUrl}, tokens at ${tokenUrl} (${login})`);
  await signal;
  await emulator.close();
  return 0;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
