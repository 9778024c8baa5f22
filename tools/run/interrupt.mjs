import { constants } from "node:os";

/*
 * Ctrl-C and SIGTERM end the children first and then this program, so that nothing is left running. Commands whose
 * output is captured have a process group of their own and are ended with all that they started. A command that has
 * the terminal hears Ctrl-C from the terminal itself: a second one from here would tell Pulumi to give up at once
 * and to forget the orders that it waits for.
 */

/** @typedef {{ process: import("node:child_process").ChildProcess, group: boolean, hasTerminal: boolean }} Running */

/** @type {Set<Running>} */
const running = new Set();
/** @type {NodeJS.Signals | undefined} */
let received;

/** @param {Running} child */
export function watch(child) {
  running.add(child);
  child.process.once("exit", () => running.delete(child));
  if (received) end(child);
}

/** Ends a child, with its group if it has one. @param {Pick<Running, "process" | "group">} child */
export function end({ process: child, group }, signal = /** @type {NodeJS.Signals} */ ("SIGTERM")) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (group && process.platform !== "win32") process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It ended in the meantime.
  }
}

/** Called once by each program. */
export function endChildrenOnInterrupt() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      received = signal;
      for (const child of running) {
        if (!child.hasTerminal) end(child);
        else if (signal !== "SIGINT") end(child, signal);
      }
    });
  }
}

export const interrupted = () => received !== undefined;

/** What a shell expects of a program that a signal ended. */
export const interruptedCode = () => 128 + (received ? constants.signals[received] : 0);
