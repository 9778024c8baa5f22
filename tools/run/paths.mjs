import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Where what takes long to get is kept between checkouts. `PULUMI_PLUSSERVER_CACHE` names another folder.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env) {
  if (env.PULUMI_PLUSSERVER_CACHE) return env.PULUMI_PLUSSERVER_CACHE;
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pulumi-plusserver");
}

/**
 * A short name for what these files and texts say.
 * @param {string[]} files
 * @param {string[]} [texts]
 */
export function digest(files, texts = []) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
  for (const text of texts) hash.update("\0").update(text);
  return hash.digest("hex").slice(0, 16);
}
