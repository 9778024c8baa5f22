import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CommandFailed } from "../run/command.mjs";
import { end } from "../run/interrupt.mjs";
import { root } from "../run/paths.mjs";

/**
 * @typedef {object} EmulatorAddresses
 * @property {string} apiUrl
 * @property {string} tokenUrl
 * @property {string | undefined} caFile What clients of the databases trust; undefined: no database runs.
 */

/** The databases of earlier runs start with it, and end with it. */
const startMs = 60_000;
const endMs = 30_000;
const endWithParent = pathToFileURL(fileURLToPath(new URL("endWithParent.mjs", import.meta.url))).href;

/**
 * Starts the emulator as a process of its own, which ends with this one.
 * @param {{ port: number, stateFile: string, provisionSeconds: number, clientAddress: string }} options
 * @returns {Promise<EmulatorAddresses & { stop: () => Promise<void> }>}
 */
export async function startEmulator({ port, stateFile, provisionSeconds, clientAddress }) {
  const args = [
    ...["--port", `${port}`, "--state", stateFile, "--provision-seconds", `${provisionSeconds}`],
    ...["--client-address", clientAddress],
  ];
  // In a group of its own, so that Ctrl-C leaves it there for Pulumi, which still has questions.
  const child = spawn(
    process.execPath,
    ["--import", endWithParent, join(root, "dist", "emulator", "main.js"), ...args],
    { cwd: root, stdio: ["ignore", "pipe", "pipe", "ipc"], detached: true },
  );
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    end({ process: child, group: false });
    const timer = setTimeout(() => end({ process: child, group: false }, "SIGKILL"), endMs);
    await exit;
    clearTimeout(timer);
  };
  try {
    return { ...(await readAddresses(child)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Resolves when the emulator has printed where it listens.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<EmulatorAddresses>}
 */
function readAddresses(child) {
  let output = "";
  return new Promise((resolve, reject) => {
    /** @param {string} what */
    const fail = (what) => reject(new CommandFailed(`the emulator ${what}`, output.trim()));
    const timer = setTimeout(() => fail(`did not listen within ${startMs / 1000} s`), startMs);
    child.once("error", (error) => fail(`could not be started: ${error.message}`));
    child.once("exit", (code) => fail(`ended with ${code}`));
    child.once("exit", () => clearTimeout(timer));
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      output += chunk;
      const [, apiUrl, tokenUrl] = /API at (\S+), tokens at (\S+) /.exec(output) ?? [];
      if (!tokenUrl || !apiUrl) return;
      clearTimeout(timer);
      const [, caFile] = /NODE_EXTRA_CA_CERTS=(.+)/.exec(output) ?? [];
      resolve({ apiUrl, tokenUrl, caFile });
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  });
}

/** The port that the file remembers if it is free, so that addresses stay the same; else any. @param {string} file */
export async function choosePort(file) {
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = (last ? await tryPort(last) : undefined) ?? (await tryPort(0));
  if (port === undefined) throw new Error("no port of 127.0.0.1 can be had");
  writeFileSync(file, `${port}\n`);
  return port;
}

/** @param {number} port @returns {Promise<number | undefined>} the port, if it could be had */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}
