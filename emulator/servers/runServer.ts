import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command, Plan, Program } from "./engine";
import { processFile, writeMark } from "./leftServers";
import { markProcess } from "./processes";

/** A server that can be used. */
export interface RunningServer {
  signal(name: NodeJS.Signals): void;
  /** Ends it in good order; resolves when it is gone. */
  stop(): Promise<void>;
}

type Place = Pick<Plan, "folder" | "account">;

const limitMs = 120_000;
const stopMs = 15_000;

/** Starts a server and resolves when it can be used; rejects with what it printed. */
export async function startServer(program: Program, plan: Plan): Promise<RunningServer> {
  const child = launch(program.configure(plan), plan);
  const mark = child.pid === undefined ? undefined : markProcess(child.pid);
  if (mark) writeMark(join(plan.folder, processFile), { ...mark, stopSignal: program.stopSignal });
  const server: RunningServer = {
    signal: (name) => void child.kill(name),
    stop: () => end(child, program.stopSignal, plan),
  };
  try {
    await waitUntilReady(child, program);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Runs a command to its end; rejects with what it printed if it fails. */
export async function runCommand(command: Command, place: Place): Promise<void> {
  const child = launch(command, place);
  const output = collect(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const [code] = await once(child, "close").finally(() => clearTimeout(timer));
  if (code !== 0) throw new Error(`${command.file} failed: ${lastLines(output())}`);
}

function launch({ file, args, input, env }: Command, { folder, account: { uid, gid } }: Place): ChildProcess {
  const child = spawn(file, args, {
    cwd: folder,
    // A group of its own: Ctrl-C is for the emulator, which then ends its servers in good order.
    detached: true,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: process.env.TZ, ...env },
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  child.stdin?.end(input);
  return child;
}

async function waitUntilReady(child: ChildProcess, { name, ready }: Program): Promise<void> {
  const output = collect(child);
  const deadline = AbortSignal.timeout(limitMs);
  const ended = once(child, "close", { signal: deadline }).then(
    () => "ended",
    () => "did not become ready",
  );
  const isReady = new Promise<undefined>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", () => ready.test(output()) && resolve(undefined));
    }
  });
  const failure = await Promise.race([isReady, ended]);
  if (failure) throw new Error(`${name} ${failure}: ${lastLines(output())}`);
}

/** The last of what a process prints. */
function collect(child: ChildProcess): () => string {
  let text = "";
  child.once("error", (error) => {
    text += error.message;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text = (text + chunk).slice(-20_000);
    });
  }
  return () => text;
}

const lastLines = (text: string) => text.trim().split("\n").slice(-8).join(" | ").slice(-800);

async function end(child: ChildProcess, signal: NodeJS.Signals, { folder }: Place): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill(signal);
    const late = new AbortController();
    const patience = sleep(stopMs, "late", { signal: late.signal }).catch(() => undefined);
    if ((await Promise.race([gone, patience])) === "late") child.kill("SIGKILL");
    await gone;
    late.abort();
  }
  rmSync(join(folder, processFile), { force: true });
}
