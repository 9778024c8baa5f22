/*
 * `npm run bench:schedule [-- --draws 30000]`: how many looks it takes to follow an order, and how late its end is
 * heard of, by the provider's schedule and by others. In virtual time, so it is the same on every machine.
 */
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { round, writeResult } from "./results.mjs";
import { describeSchedules } from "./tables.mjs";

const require = createRequire(import.meta.url);
require("./typeScript.cjs");
const { measureEach, measureTogether } = require("./schedule/measure.ts");

const { values } = parseArgs({ options: { draws: { type: "string", default: "30000" } } });
const draws = Number(values.draws);

/** @param {Record<string, string | number>[]} rows */
const shorten = (rows) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === "number" ? round(value) : value]),
    ),
  );

console.log(`${draws} orders of each kind, then 1, 50 and 500 at once …`);
const figures = {
  draws,
  each: shorten(measureEach(draws)),
  together: shorten(measureTogether([1, 50, 500])),
};
writeResult("schedule", figures);
console.log(describeSchedules(figures));
