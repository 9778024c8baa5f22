/*
 * `npm run bench:report`: writes the tables of `benchmarks/README.md` from what was measured last (`results/*.json`).
 * Each stands between `<!-- NAME -->` and `<!-- end -->`.
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
let text = readFileSync(file, "utf8");
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
writeFileSync(file, text);
