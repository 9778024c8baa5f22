import { withLock } from "../run/lock.mjs";
import { engineFolder, fillAtOnce, findCached } from "./cache.mjs";
import { buildWithGo, findGo } from "./goBuild.mjs";
import { install, whyUnreachable } from "./installer.mjs";
import { findOnPath } from "./onPath.mjs";
import { oldestVersion, pinnedVersion } from "./version.mjs";

/** @typedef {{ bin: string, version: string }} Engine The folder that has the Pulumi CLI and its helpers, to put on PATH. */
/** @typedef {{ steps: import("../run/steps.mjs").Steps, env: NodeJS.ProcessEnv, folder: string, problems: string[] }} Search */

/** The ways that `PULUMI_PLUSSERVER_ENGINE_FROM` can restrict, separated by commas, in this order. */
const ways = { path: usePath, installer: useInstaller, go: useGo };

const whatToInstall = `Install the Pulumi CLI, version ${oldestVersion} or newer (https://www.pulumi.com/docs/install/),
or Go 1.25 or newer (https://go.dev/dl/), from which it is then built once.`;

/**
 * Finds the Pulumi CLI, or gets it: from PATH, from our cache, by Pulumi's installer, or built with Go.
 * @param {{ steps: import("../run/steps.mjs").Steps, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Engine>}
 */
export async function findEngine({ steps, env = process.env }) {
  const allowed = (env.PULUMI_PLUSSERVER_ENGINE_FROM ?? Object.keys(ways).join(",")).split(",");
  const search = { steps, env, folder: engineFolder(env), problems: [] };
  return steps.run(
    "Pulumi engine",
    async (progress) => {
      const engine = allowed.includes("path") ? await usePath(search) : undefined;
      return engine ?? (await useCacheOrGet(search, allowed, progress));
    },
    { advice: whatToInstall },
  );
}

/** @param {Search} search @param {string[]} allowed @param {(text: string) => void} progress */
async function useCacheOrGet(search, allowed, progress) {
  const { steps, env, folder, problems } = search;
  const cached = await findCached(folder, env);
  if (cached) return cached;
  return withLock(
    `${folder}.lock`,
    async () => {
      const madeMeanwhile = await findCached(folder, env);
      if (madeMeanwhile) return madeMeanwhile;
      for (const [name, way] of Object.entries(ways)) {
        if (name === "path" || !allowed.includes(name)) continue;
        const engine = await way(search, progress);
        if (engine) return engine;
      }
      throw new Error(`There is no Pulumi CLI, and none could be got: ${problems.join("; ")}.`);
    },
    () => steps.say("  another run is getting the Pulumi engine: waiting for it"),
  );
}

/** @param {Search} search @returns {Promise<Engine | undefined>} */
async function usePath({ env, problems }) {
  const found = await findOnPath(env);
  if (!("problem" in found)) return found;
  problems.push(found.problem);
  return undefined;
}

/** @param {Search} search @param {(text: string) => void} progress */
async function useInstaller(search, progress) {
  const { steps, env, folder, problems } = search;
  const unreachable = await whyUnreachable();
  if (unreachable) {
    problems.push(`Pulumi's installer cannot be reached (${unreachable})`);
    return undefined;
  }
  steps.say(`  ${problems.join("; ")}: installing ${pinnedVersion} into ${folder}, about 200 MB`);
  progress("Pulumi's installer");
  try {
    await fillAtOnce(folder, (temporary) => install(temporary, progress, env));
  } catch (error) {
    problems.push(`Pulumi's installer failed (${/** @type {Error} */ (error).message})`);
  }
  return findCached(folder, env);
}

/** @param {Search} search @param {(text: string) => void} progress */
async function useGo(search, progress) {
  const { steps, env, folder, problems } = search;
  const go = await findGo(env);
  if (!go) {
    problems.push("no go on PATH to build it with");
    return undefined;
  }
  steps.say(`  ${problems.join("; ")}`);
  steps.say(`  building it with ${go} into ${folder}: once, some 5 minutes on 2 cores, 150 MB`);
  await fillAtOnce(folder, (temporary) => buildWithGo(temporary, progress, env));
  return findCached(folder, env);
}
