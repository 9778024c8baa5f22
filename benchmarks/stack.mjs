import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runCommand } from "../tools/run/command.mjs";
import { root } from "../tools/run/paths.mjs";

const limitMs = 20 * 60_000;

/**
 * A stack of one of the programs in this folder, in a temporary project with a backend of its own.
 * @param {{ program: string, count: number, bin: string, env?: Record<string, string> }} options
 */
export async function createStack({ program, count, bin, env = {} }) {
  const dir = mkdtempSync(join(tmpdir(), `benchmark-${program}-`));
  cpSync(join(root, "benchmarks", program), dir, { recursive: true });
  writeFileSync(join(dir, "Pulumi.yaml"), "name: benchmark\nruntime: nodejs\n");
  writeFileSync(join(dir, "package.json"), '{ "private": true, "main": "index.js" }\n');
  for (const folder of ["backend", "home", "node_modules/@pulumi"])
    mkdirSync(join(dir, folder), { recursive: true });
  symlinkSync(root, join(dir, "node_modules", "pulumi-plusserver"), "dir");
  symlinkSync(join(root, "node_modules/@pulumi/pulumi"), join(dir, "node_modules/@pulumi/pulumi"), "dir");
  const whole = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PULUMI|PLUSSERVER)_/.test(name)),
    ),
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    PULUMI_HOME: join(dir, "home"),
    PULUMI_BACKEND_URL: `file://${join(dir, "backend")}`,
    PULUMI_STACK: "dev",
    PULUMI_CONFIG_PASSPHRASE: "benchmark",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    COUNT: `${count}`,
    ...env,
  };
  /** Seconds that a command of the CLI takes. @param {string[]} args @param {(line: string) => void} [onLine] */
  const time = async (args, onLine) => {
    const start = performance.now();
    await runCommand(join(bin, "pulumi"), [...args, "--non-interactive", "--color", "never"], {
      cwd: dir,
      env: whole,
      timeoutMs: limitMs,
      ...(onLine && { onLine }),
    });
    return (performance.now() - start) / 1000;
  };
  await time(["stack", "init", "dev"]);
  return {
    time,
    stateBytes: () => statSync(join(dir, "backend", ".pulumi", "stacks", "benchmark", "dev.json")).size,
    dispose: () => rmSync(dir, { recursive: true, force: true }),
  };
}
