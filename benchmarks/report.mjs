/*
 * `npm run bench:report`: writes the tables of `benchmarks/README.md` from what was measured last (`results/*.json`).
 * Each stands between `<!-- NAME -->` and `<!-- end -->`. With `--check` nothing is written: it fails if the tables are
 * others than those.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools/run/paths.mjs";
import { readResult, resultFile } from "./results.mjs";
import { describeEngine, describeHost, describeSchedules, describeWaiting } from "./tables.mjs";

const describers = {
  schedule: describeSchedules,
  waiting: describeWaiting,
  engine: describeEngine,
  host: describeHost,
};

const file = join(root, "benchmarks", "README.md");
const present = readFileSync(file, "utf8");
let text = present;
for (const [name, describe] of Object.entries(describers)) {
  if (!existsSync(resultFile(name))) continue;
  const figures = readResult(name);
  const { date, machine, pulumi, command } = figures;
  const source = [date, machine, ...(pulumi ? [`Pulumi ${pulumi}`] : []), `\`${command}\``].join(", ");
  const section = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- end -->)`);
  if (!section.test(text)) throw new Error(`benchmarks/README.md has no place for ${name}`);
  text = text.replace(section, (_all, begin, end) =>
    [begin, `${source}.`, describe(figures), end].join("\n\n"),
  );
}
/** Tables are laid out by the formatter. @param {string} markdown */
const withoutLayout = (markdown) => markdown.replace(/\s+|-{2,}/g, "");

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (withoutLayout(text) !== withoutLayout(present))
  throw new Error("benchmarks/README.md shows other figures than benchmarks/results: npm run bench:report");
