import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { end, watch } from "./interrupt.mjs";

const tailLines = 25;

/** A command that could not be started, failed or took too long; `tail` is the end of what it printed. */
export class CommandFailed extends Error {
  /** @param {string} message @param {string} tail */
  constructor(message, tail) {
    super(message);
    this.tail = tail;
  }
}

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(line: string) => void} [onLine] Hears each line while the command runs.
 * @property {number} [timeoutMs] Ends the command, with all that it started, after this time.
 */

/**
 * Runs a command without the terminal and resolves to what it printed on standard output.
 * @param {string} command @param {string[]} args @param {CommandOptions} [options]
 * @returns {Promise<string>}
 */
export function runCommand(command, args, { cwd, env = process.env, onLine = () => {}, timeoutMs } = {}) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    shell: process.platform === "win32" && command === "npm",
  });
  watch({ process: child, group: true, hasTerminal: false });
  const printed = collect(child, onLine);
  const limit = limitTime(child, timeoutMs);
  const name = [command, ...args].join(" ");
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      limit.clear();
      reject(new CommandFailed(`${name} could not be started: ${error.message}`, ""));
    });
    child.once("close", (code, signal) => {
      limit.clear();
      if (code === 0) return resolve(printed.stdout.join("\n"));
      const outcome = limit.exceeded()
        ? `took longer than ${(timeoutMs ?? 0) / 1000} s`
        : `ended with ${signal ?? code}`;
      reject(new CommandFailed(`${name} ${outcome}`, printed.tail.join("\n")));
    });
  });
}

/** @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} child @param {(line: string) => void} onLine */
function collect(child, onLine) {
  const [stdout, tail] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])];
  /** @param {string} line */
  const remember = (line) => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
    onLine(line);
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    stdout.push(line);
    remember(line);
  });
  createInterface({ input: child.stderr }).on("line", remember);
  return { stdout, tail };
}

/** @param {import("node:child_process").ChildProcess} child @param {number | undefined} timeoutMs */
function limitTime(child, timeoutMs) {
  let exceeded = false;
  const timer = timeoutMs
    ? setTimeout(() => {
        exceeded = true;
        end({ process: child, group: true }, "SIGKILL");
      }, timeoutMs)
    : undefined;
  return { clear: () => clearTimeout(timer), exceeded: () => exceeded };
}

/**
 * Runs a command that has the terminal, and resolves to its exit code.
 * @param {string} command @param {string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInTerminal(command, args, { cwd, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    watch({ process: child, group: false, hasTerminal: true });
    child.once("error", (error) =>
      reject(new CommandFailed(`${command} could not be started: ${error.message}`, "")),
    );
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
