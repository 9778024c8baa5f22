import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "../../provider");

interface SourceFile {
  /** From `provider/`, as in `orders/wait.ts`. */
  name: string;
  lines: number;
  /** Packages by name, files from `provider/` without their extension. */
  imports: string[];
}

const files: SourceFile[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => {
    const text = readFileSync(join(root, name), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import|require\(|import\()\s*"([^"]+)"/g)].map(
      (m) => m[1] ?? "",
    );
    return {
      name,
      lines: text.split("\n").length - 1,
      imports: specifiers.map((to) =>
        to.startsWith(".") ? relative(root, join(root, dirname(name), to)) : to,
      ),
    };
  });

/** What of `folder` imports something that matches, as in `orders/wait.ts -> operations/read`. */
function findImports(folder: string, forbidden: RegExp): string[] {
  const members = files.filter(({ name }) => name.startsWith(folder));
  expect(members.length).toBeGreaterThan(0);
  return members.flatMap(({ name, imports }) =>
    imports.filter((to) => forbidden.test(to)).map((to) => `${name} -> ${to}`),
  );
}

it("sees the imports that there are", () => {
  expect(findImports("createProvider.ts", /^operations\//)).toHaveLength(7);
  expect(findImports("session.ts", /^api\/connect$/)).not.toEqual([]);
  expect(findImports("api/client.ts", /^node:crypto$/)).not.toEqual([]);
});

it.each([
  [
    "inputs/",
    "network, orders or engine",
    /^(api|orders|operations|engine|undici|node:(net|http|https|tls)$)/,
  ],
  ["catalog/", "anything at all", /./],
  ["api/", "Pulumi", /^@pulumi/],
  ["api/", "orders, operations, inputs, catalogue or engine", /^(orders|operations|inputs|catalog|engine)\//],
  ["orders/", "operations", /^(operations\/|createProvider|session|provider$)/],
  ["orders/", "Pulumi or HTTP", /^(@pulumi|undici|api\/(client|undiciTransport|connect|token|login)$)/],
  ["operations/", "HTTP", /^(undici|api\/(client|undiciTransport|connect|token|login|routes)$)/],
  ["engine/", "orders, operations, inputs or the API", /^(orders|operations|inputs|api)\//],
  ["shim.ts", "anything that is not Node's", /^(?!node:)/],
  ["", "the emulator or tests", /emulator|tests\//],
])("%s imports nothing of %s", (folder, _what, forbidden) => {
  expect(findImports(folder, forbidden)).toEqual([]);
});

it("has no file of more than 200 lines", () => {
  expect(files.filter(({ lines }) => lines > 200).map(({ name, lines }) => `${name}: ${lines}`)).toEqual([]);
});

it("has median files of less than 80 lines", () => {
  const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(80);
});
