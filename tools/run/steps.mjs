import { CommandFailed } from "./command.mjs";
import { interrupted } from "./interrupt.mjs";

/** How often a step that runs says so where lines cannot be rewritten (a log, CI). */
const heartbeatMs = 15_000;

/** A step failed and has said so: nothing is left to print. */
export class StepFailed extends Error {}

/**
 * @typedef {object} Steps
 * @property {<T>(title: string, work: (progress: (text: string) => void) => Promise<T>, notes?: StepNotes) => Promise<T>} run
 *   Does one step, shows that it is alive, and says how long it took. Throws `StepFailed`.
 * @property {(text: string) => void} say Prints one line.
 *
 * @typedef {object} StepNotes
 * @property {string} [before] What to expect, said before a step that takes long.
 * @property {string} [advice] What to do if it fails.
 */

/**
 * Prints the steps that a tool takes. The live line is for terminals; elsewhere a step that lasts prints a line now
 * and then.
 * @param {{ stream?: NodeJS.WritableStream & { isTTY?: boolean }, now?: () => number }} [options]
 * @returns {Steps}
 */
export function createSteps({ stream = process.stdout, now = Date.now } = {}) {
  /** @param {string} text */
  const say = (text) => void stream.write(`${text}\n`);
  return {
    say,
    async run(title, work, { before, advice } = {}) {
      if (before) say(`  ${title}: ${before}`);
      const start = now();
      const live = showAlive({ stream, title, seconds: () => Math.round((now() - start) / 1000) });
      try {
        const result = await work(live.progress);
        live.stop();
        say(`✓ ${title} (${((now() - start) / 1000).toFixed(1)} s)`);
        return result;
      } catch (error) {
        live.stop();
        if (error instanceof StepFailed) throw error;
        say(`✗ ${title} (${((now() - start) / 1000).toFixed(1)} s)`);
        for (const line of explain(error, advice)) say(`  ${line}`);
        throw new StepFailed(title);
      }
    },
  };
}

/**
 * @param {{ stream: NodeJS.WritableStream & { isTTY?: boolean }, title: string, seconds: () => number }} step
 */
function showAlive({ stream, title, seconds }) {
  let latest = "";
  const line = () => `… ${title}, ${seconds()} s${latest ? `: ${latest}` : ""}`;
  const timer = stream.isTTY
    ? setInterval(() => stream.write(`\r\x1b[2K${line().slice(0, 100)}`), 500)
    : setInterval(() => stream.write(`${line()}\n`), heartbeatMs);
  timer.unref();
  return {
    /** @param {string} text */
    progress: (text) => {
      latest = text;
    },
    stop: () => {
      clearInterval(timer);
      if (stream.isTTY) stream.write("\r\x1b[2K");
    },
  };
}

/** @param {unknown} error @param {string | undefined} advice @returns {string[]} */
function explain(error, advice) {
  if (interrupted()) return ["interrupted"];
  const lines = [error instanceof Error ? error.message : String(error)];
  if (error instanceof CommandFailed && error.tail)
    lines.push(...error.tail.split("\n").map((line) => `| ${line}`));
  if (advice) lines.push(...advice.split("\n"));
  return lines;
}
