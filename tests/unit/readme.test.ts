import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engineNames } from "../../provider/catalog/engines";
import { nodeSizeNames } from "../../provider/catalog/nodeSizes";
import { regionNames } from "../../provider/catalog/regions";
import { inputNames } from "../../provider/inputs/schema";
import { toOutputs } from "../../provider/orders/outputs";
import { environmentName, settingsTable } from "../../provider/settings";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

/** The cells of the table below a heading, row by row, without its two head lines. */
function readTable(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

describe("the README", () => {
  it("lists every setting as the provider knows it", () => {
    const rows = settingsTable.map((row) => {
      const fallback = "fallback" in row ? row.fallback && `\`${row.fallback}\`` : undefined;
      const shown = fallback === undefined ? "required" : fallback || "empty";
      return [`\`${row.name}\``, `\`${environmentName(row.name)}\``, shown, row.description];
    });
    expect(readTable("Settings")).toEqual(rows);
  });

  it("lists every input, and every engine, node size and region", () => {
    const table = readTable("Inputs");
    expect(table.flatMap(([name = ""]) => codes(name))).toEqual([...inputNames]);
    const valuesOf = (input: string) => codes(table.find(([name]) => name === `\`${input}\``)?.[1] ?? "");
    expect(valuesOf("engine")).toEqual(engineNames);
    expect(valuesOf("nodeSize")).toEqual(nodeSizeNames);
    expect(valuesOf("region")).toEqual(regionNames);
  });

  it("lists every output", () => {
    const order = { orderId: "", status: "new", contractNumber: null };
    const named = readTable("Outputs").flatMap(([names = ""]) => codes(names));
    expect(named.sort()).toEqual([...Object.keys(toOutputs({ order }, "mysql-8.0")), "monthlyCost"].sort());
  });
});
