import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join, relative } from "node:path";
import { root } from "../tools/run/paths.mjs";

/*
 * What was measured last, one JSON file for each benchmark, with the machine, the date and the command: tables and
 * charts are made from these files.
 */

const folder = join(root, "benchmarks", "results");

/** Where a benchmark keeps its figures. @param {string} name */
export const resultFile = (name) => join(folder, `${name}.json`);

/** Writes what a benchmark measured. @param {string} name @param {object} figures */
export function writeResult(name, figures) {
  const [, script = "", ...args] = process.argv;
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}`,
    command: ["node", relative(root, script), ...args].join(" "),
    ...figures,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(resultFile(name), `${JSON.stringify(result, null, 2)}\n`);
}

/** Reads what was measured last. @param {string} name */
export const readResult = (name) => JSON.parse(readFileSync(resultFile(name), "utf8"));

/** For tables: enough digits to compare by, and no more. @param {number} value @param {number} [digits] */
export const round = (value, digits = 2) => Number(value.toFixed(digits));
