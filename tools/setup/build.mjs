import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "../run/command.mjs";
import { digest, root } from "../run/paths.mjs";

const stamp = join(root, "node_modules", ".cache", "pulumi-plusserver", "built");
const sourceFolders = ["provider", "emulator"];

/** Compiles dist/, unless it was compiled from the very same sources. @param {import("../run/steps.mjs").Steps} steps */
export async function build(steps) {
  await steps.run(
    "build",
    async () => {
      const sources = digestSources();
      if (existsSync(join(root, "dist", "provider")) && readStamp() === sources) return;
      await runCommand("npm", ["run", "build"], { cwd: root });
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, sources);
    },
    { advice: "`npm run build` shows the same errors." },
  );
}

function readStamp() {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}

function digestSources() {
  const folders = sourceFolders.map((folder) => join(root, folder)).filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const settings = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];
  return digest([...files.sort(), ...settings.map((file) => join(root, file))]);
}
