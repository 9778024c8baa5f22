import { fileURLToPath } from "node:url";
import { runCommand } from "../run/command.mjs";
import { pinnedVersion } from "./version.mjs";

const worker = fileURLToPath(new URL("installWorker.mjs", import.meta.url));
const downloads = "https://get.pulumi.com/";

/** Why Pulumi's installer cannot be reached from here; undefined if it can. */
export async function whyUnreachable() {
  try {
    await fetch(downloads, { method: "HEAD", signal: AbortSignal.timeout(5_000) });
    return undefined;
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    return cause instanceof Error ? cause.message : message;
  }
}

/**
 * Runs Pulumi's own installer into `folder`/bin, in a process of its own: a download that hangs can be ended.
 * @param {string} folder @param {(text: string) => void} progress @param {NodeJS.ProcessEnv} env
 */
export async function install(folder, progress, env) {
  await runCommand(process.execPath, [worker, folder, pinnedVersion], {
    env,
    onLine: progress,
    timeoutMs: 5 * 60_000,
  });
}
