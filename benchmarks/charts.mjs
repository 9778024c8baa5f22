/*
 * `npm run bench:charts`: draws the charts in `benchmarks/charts/` from what was measured last (`results/*.json`).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { root } from "../tools/run/paths.mjs";
import { drawLateness } from "./charts/lateness.mjs";
import { drawRequests } from "./charts/requests.mjs";
import { drawSchedules } from "./charts/schedules.mjs";
import { readResult } from "./results.mjs";

const folder = join(root, "benchmarks", "charts");
const charts = {
  requests: drawRequests(readResult("waiting")),
  lateness: drawLateness(readResult("waiting")),
  schedules: drawSchedules(readResult("schedule")),
};

mkdirSync(folder, { recursive: true });
for (const [name, chart] of Object.entries(charts)) {
  const view = new View(parse(compile({ description: chart.title.text, ...chart }).spec), {
    renderer: "none",
  });
  writeFileSync(join(folder, `${name}.svg`), `${await view.toSVG()}\n`);
  console.log(`benchmarks/charts/${name}.svg`);
}
