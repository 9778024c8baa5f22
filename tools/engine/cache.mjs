import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, digest, root } from "../run/paths.mjs";
import { versionIn } from "./programs.mjs";
import { pinnedVersion } from "./version.mjs";

/** Where the engine is kept: another version, other pinned modules or another kind of machine get another folder. */
export function engineFolder(/** @type {NodeJS.ProcessEnv} */ env) {
  const pins = ["pulumi-cli", "pulumi-language-nodejs"].flatMap((module) =>
    ["go.mod", "go.sum"].map((file) => join(root, "tools", module, file)),
  );
  return join(cacheFolder(env), `engine-${pinnedVersion}-${digest(pins, [process.platform, process.arch])}`);
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env */
export async function findCached(folder, env) {
  const bin = join(folder, "bin");
  return existsSync(bin) && (await versionIn(bin, env)) === pinnedVersion
    ? { bin, version: pinnedVersion }
    : undefined;
}

/**
 * Fills the folder through a temporary one beside it and one rename: it is never there in part.
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 */
export async function fillAtOnce(folder, fill) {
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(`${folder}.part-`);
  try {
    await fill(temporary);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
