import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";
import type { ProviderBuild } from "../support/worldProcess";

/** A change of the provider's text: `find` must be there exactly once. */
export interface Patch {
  /** From `provider/`, as in `orders/place.ts`. */
  file: string;
  find: string;
  replace: string;
}

type Exports = Record<string, unknown>;
type Wrapper = (exports: Exports, require: (name: string) => unknown, module: { exports: Exports }) => void;

const root = join(__dirname, "../../provider");
/** Modules of the sources as they are are compiled once. */
const compiled = new Map<string, Wrapper>();

/**
 * Loads a copy of the provider from its sources, with the patches in it. Libraries are shared with all copies.
 * Throws if a patch does not fit any more.
 */
export function loadBuild(patches: readonly Patch[] = []): ProviderBuild {
  const modules = new Map<string, { exports: Exports }>();
  const patched = new Map(patches.map(({ file }) => [join(root, file), applyPatches(file, patches)]));
  const load = (path: string): Exports => {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} as Exports };
    modules.set(path, module);
    const text = patched.get(path);
    const wrapper = text === undefined ? compileFile(path) : compile(path, text);
    const requireFrom = (name: string) =>
      name.startsWith(".") ? load(`${join(dirname(path), name)}.ts`) : require(name);
    wrapper(module.exports, requireFrom, module);
    return module.exports;
  };
  const { createProvider } = load(join(root, "createProvider.ts"));
  const { TransportError } = load(join(root, "api/transport.ts"));
  return { createProvider, TransportError } as unknown as ProviderBuild;
}

function applyPatches(file: string, patches: readonly Patch[]): string {
  const own = patches.filter((patch) => patch.file === file);
  return own.reduce(
    (text, { find, replace }) => {
      const count = text.split(find).length - 1;
      if (count !== 1) throw new Error(`${file} holds this ${count} times, not once: ${find}`);
      return text.replace(find, () => replace);
    },
    readFileSync(join(root, file), "utf8"),
  );
}

function compileFile(path: string): Wrapper {
  const known = compiled.get(path) ?? compile(path, readFileSync(path, "utf8"));
  compiled.set(path, known);
  return known;
}

function compile(path: string, text: string): Wrapper {
  const { code } = transformSync(text, {
    filename: path,
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  });
  return new Function("exports", "require", "module", `${code}\n//# sourceURL=${path}`) as Wrapper;
}
