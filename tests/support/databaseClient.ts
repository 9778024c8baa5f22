import { spawn } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** What a client of a database did. */
export interface ClientResult {
  /** What each statement answered; undefined if one failed, or it could not connect. */
  answers: unknown[] | undefined;
  /** What it printed about a failure. */
  trouble: string;
}

export interface ClientOptions {
  uri: string;
  /** The authority to trust; default: those that Node trusts anyway. */
  caFile?: string | undefined;
  /** Without TLS. */
  plain?: boolean;
  statements: readonly string[];
}

/** Runs statements with the driver of the URI's scheme, in a process of its own as a user's program would. */
export async function runClient({
  uri,
  caFile,
  plain = false,
  statements,
}: ClientOptions): Promise<ClientResult> {
  const args = [join(__dirname, "queryProgram.mjs"), uri, ...(plain ? ["--plain"] : []), ...statements];
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    env: { ...env, ...(caFile !== undefined && { NODE_EXTRA_CA_CERTS: caFile }) },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 90_000,
  });
  const printed = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      printed[stream] += chunk;
    });
  }
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { answers: code === 0 ? JSON.parse(printed.stdout) : undefined, trouble: printed.stderr };
}

/** What statements answered; fails with what the client printed. */
export async function query(options: ClientOptions): Promise<unknown[]> {
  const { answers, trouble } = await runClient(options);
  if (!answers) throw new Error(trouble);
  return answers;
}

/** The processes that work in the folder or below it. Linux only. */
export function processesIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}
