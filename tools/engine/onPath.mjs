import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli, dynamicHost, folderOnPath, isExecutable, languageHost, versionIn } from "./programs.mjs";
import { isAtLeast, oldestVersion } from "./version.mjs";

/**
 * The Pulumi CLI that the user has, if it can run our programs; otherwise why not.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ bin: string, version: string } | { problem: string }>}
 */
export async function findOnPath(env) {
  const bin = folderOnPath(cli, env);
  if (!bin) return { problem: "no pulumi on PATH" };
  const version = await versionIn(bin, env);
  if (!version) return { problem: `${join(bin, cli)} does not run` };
  if (!isAtLeast(version, oldestVersion)) {
    return { problem: `${join(bin, cli)} is ${version}; ${oldestVersion} or newer is needed` };
  }
  const missing = [languageHost, dynamicHost].find((program) => !hasBeside(bin, program, env));
  return missing ? { problem: `${join(bin, cli)} comes without ${missing}` } : { bin, version };
}

/** The CLI looks for its helpers on PATH and beside itself. @param {string} bin @param {string} program @param {NodeJS.ProcessEnv} env */
function hasBeside(bin, program, env) {
  const folders = [bin, dirname(realpathSync(join(bin, cli)))];
  return (
    folders.some((folder) => isExecutable(join(folder, program))) || folderOnPath(program, env) !== undefined
  );
}
