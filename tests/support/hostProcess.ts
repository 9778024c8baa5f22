import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** How a host ended. */
export interface HostEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Pulumi's dynamic provider host, as the engine launches it. */
export interface HostProcess {
  pid: number;
  /** Where it serves the provider. */
  address: string;
  stdout(): string;
  stderr(): string;
  exited: Promise<HostEnd>;
  isRunning(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Ends it, if it still runs. */
  stop(): Promise<void>;
}

/**
 * Starts the host that comes with @pulumi/pulumi, by default in the root of the repository, from where `pulumi-plusserver` is
 * found as a user's project finds it: compiled. Nothing of this process's environment is passed on but the path.
 */
export async function startHostProcess(
  engineAddress: string,
  environment: Record<string, string>,
  cwd = root,
): Promise<HostProcess> {
  const program = require.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js");
  const child = spawn(process.execPath, [program, engineAddress], {
    cwd,
    // The engine tells the host project and stack this way.
    env: {
      PATH: process.env.PATH,
      PULUMI_NODEJS_PROJECT: "shop",
      PULUMI_NODEJS_STACK: "prod",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => {
    printed.stdout += data;
  });
  child.stderr.on("data", (data) => {
    printed.stderr += data;
  });
  const exited = new Promise<HostEnd>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal })),
  );
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  await Promise.race([once(child.stdout, "data"), exited]);
  const port = /^(\d+)\n$/.exec(printed.stdout)?.[1];
  if (!port) {
    await stop();
    throw new Error(`the host did not start: ${printed.stdout}${printed.stderr}`);
  }
  return {
    pid: child.pid ?? 0,
    address: `127.0.0.1:${port}`,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    exited,
    isRunning,
    signal: (name) => void child.kill(name),
    stop,
  };
}
