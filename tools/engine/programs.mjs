import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "../run/command.mjs";
import { readVersion } from "./version.mjs";

const windows = process.platform === "win32";

/** The CLI. */
export const cli = windows ? "pulumi.exe" : "pulumi";

/** What the CLI starts for a program in TypeScript or JavaScript. */
export const languageHost = windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";

/** What the CLI starts for dynamic providers. The npm package of Pulumi's SDK has it too. */
export const dynamicHost = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first folder of PATH that has the program. @param {string} program @param {NodeJS.ProcessEnv} env */
export function folderOnPath(program, env) {
  return (env.PATH ?? "").split(delimiter).find((folder) => folder && isExecutable(join(folder, program)));
}

/** What a CLI says its version is; undefined if it does not run. @param {string} bin @param {NodeJS.ProcessEnv} env */
export async function versionIn(bin, env) {
  const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  return runCommand(join(bin, cli), ["version"], { env: quiet, timeoutMs: 30_000 }).then(
    readVersion,
    () => undefined,
  );
}
