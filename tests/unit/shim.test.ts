import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import manifest from "../../package.json";
import * as provider from "../../provider/provider";
import { shim } from "../../provider/shim";

const root = join(__dirname, "../..");

/** One function as Pulumi writes it. */
const written = (name: string, parameters: string, scope: string, code: string) => `
function ${name}(${parameters}) {
  return (function() {
    with({ ${scope}this: undefined, arguments: undefined }) {

return ${code};

    }
  }).apply(undefined, undefined).apply(this, arguments);
}
`;

const load = "load: __f2, ";

/** What is in every state there is. If this test fails, old states no longer run what this release writes: keep the shim. */
const golden = `exports.handler = __f0;

var __shim = {configure: __f1, check: __f3, diff: __f4, create: __f5, read: __f6, update: __f7, delete: __f8};
${[
  written(
    "__f2",
    "",
    "",
    `() => require("node:module").createRequire(\`\${process.cwd()}/index.js\`)("pulumi-plusserver/provider")`,
  ),
  written("__f1", "__0", load, "(request) => load().configure(request)"),
  written("__f3", "__0, __1", load, "(olds, news) => load().check(olds, news)"),
  written("__f4", "__0, __1, __2", load, "(id, olds, news) => load().diff(id, olds, news)"),
  written("__f5", "__0", load, "(inputs) => load().create(inputs)"),
  written("__f6", "__0, __1", load, "(id, props) => load().read(id, props)"),
  written("__f7", "__0, __1, __2", load, "(id, olds, news) => load().update(id, olds, news)"),
  written("__f8", "__0, __1", load, "(id, props) => load().delete(id, props)"),
  written("__f0", "", "shim: __shim, ", "() => shim"),
].join("")}`;

/** Compiles the shim as the build does and has it written by Pulumi in a process of its own: jest's wrappers would be in the way. */
function serialise(): string {
  const folder = mkdtempSync(join(tmpdir(), "shim-"));
  try {
    const source = readFileSync(join(root, "provider/shim.ts"), "utf8");
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    writeFileSync(join(folder, "shim.js"), transpileModule(source, { compilerOptions }).outputText);
    const script = `
      const { serializeFunction } = require("@pulumi/pulumi/runtime/closure/serializeClosure");
      const { shim } = require(${JSON.stringify(join(folder, "shim.js"))});
      serializeFunction(() => shim, { allowSecrets: true }).then(({ text }) => process.stdout.write(text));`;
    return execFileSync(process.execPath, ["--no-warnings", "-e", script], { cwd: root, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("is written into every state as the same text as ever, without a secret in it", () => {
  const text = serialise();
  expect(text).toBe(golden);
  // Twice in each resource's state: 1 kB is what nine functions cannot be written in.
  expect(Buffer.byteLength(text)).toBeLessThan(2_300);
});

it("loads a part of the package by a name that is there, and stays", () => {
  const [, subpath = ""] = /"pulumi-plusserver(\/[^"]+)"/.exec(golden) ?? [];
  expect(subpath).toBe("/provider");
  expect(Object.keys(manifest.exports)).toContain(`.${subpath}`);
  expect(manifest.name).toBe("pulumi-plusserver");
});

it("finds every call of the host behind that name", () => {
  expect(Object.keys(provider)).toEqual(expect.arrayContaining(Object.keys(shim)));
  expect(Object.values(provider).map((call) => typeof call)).not.toContain("undefined");
});
