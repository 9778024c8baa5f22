import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const folder = join(__dirname, "../../emulator");

/** What a source file imports, at the top or on the way. */
const importsOf = (text: string) =>
  [...text.matchAll(/(?:from |import\()"([^"]+)"/g)].map((match) => match[1] ?? "");

it("needs Node's own modules only, nothing of the provider, and one package for certificates if there are servers", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const imported = files.flatMap((file) =>
    importsOf(readFileSync(join(folder, file), "utf8")).map((name) => ({ file, name })),
  );
  expect(imported.length).toBeGreaterThan(files.length);
  const isInside = (file: string, name: string) => !normalize(join(dirname(file), name)).startsWith("..");
  const others = imported.filter(
    ({ file, name }) => !name.startsWith("node:") && !(name.startsWith(".") && isInside(file, name)),
  );
  expect(new Set(others.map(({ file, name }) => `${file}: ${name}`))).toEqual(
    new Set([join("servers", "authority.ts: selfsigned")]),
  );
});
