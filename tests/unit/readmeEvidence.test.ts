import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

it.each(["README.md", "CONTRIBUTING.md", "SECURITY.md"])(
  "%s names only tests and folders that are there",
  (file) => {
    const named = [
      ...read(file).matchAll(/`((?:tests|provider|emulator|tools|benchmarks|examples)\/[\w./-]*)`/g),
    ];
    const links = [...read(file).matchAll(/\]\(([\w./-]+)\)/g)];
    const missing = [...named, ...links]
      .map(([, path = ""]) => path)
      .filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  },
);

it("names npm scripts that are there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = ["README.md", "CONTRIBUTING.md"].flatMap((file) => [
    ...read(file).matchAll(/npm run ([\w-]+)/g),
  ]);
  expect(named.map(([, name = ""]) => name).filter((name) => !scripts[name])).toEqual([]);
});
