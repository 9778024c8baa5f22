import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../emulator");

it("needs Node's own modules only, and nothing of the provider", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const sources = files.map((name) => readFileSync(join(folder, name), "utf8"));
  const imported = sources.flatMap((text) =>
    [...text.matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? ""),
  );
  expect(imported.length).toBeGreaterThan(files.length);
  expect(imported.filter((name) => !/^(node:|\.\/)/.test(name))).toEqual([]);
});
