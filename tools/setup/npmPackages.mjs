import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../run/command.mjs";
import { root } from "../run/paths.mjs";

/** @typedef {{ version?: string, resolved?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage */

/** Whether node_modules is what the lock file asks for; npm keeps a lock file of its own there. @param {string} folder */
export function isInstalled(folder = root) {
  const installedLock = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(installedLock)) return false;
  const [wanted, installed] = [readPackages(join(folder, "package-lock.json")), readPackages(installedLock)];
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.devOptional) return true;
    return installed[path] !== undefined && installed[path].version === entry.version;
  });
}

/** @param {string} file @returns {Record<string, LockedPackage>} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** @param {import("../run/steps.mjs").Steps} steps */
export async function installNpmPackages(steps) {
  await steps.run(
    "npm packages",
    async (progress) => {
      if (isInstalled()) return;
      // Of everything, whatever NODE_ENV and the user's npm settings say. Not `npm ci`: it refuses a lock file that was
      // made where a registry lacks the binaries of other platforms; `npm install` keeps to the lock and adds them.
      await runCommand("npm", ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"], {
        cwd: root,
        onLine: progress,
      });
    },
    { advice: "Is the npm registry reachable from here? `npm install` must succeed." },
  );
}
