import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { ConfigSource } from "../settings";

/** The Pulumi stack that a command is about, as the CLI knows it. */
export interface PulumiStack {
  project: string;
  stack: string;
  config: ConfigSource;
  /** The resources of its state, those that wait for their deletion included. */
  readResources(): Promise<StackResource[]>;
}

export interface StackResource {
  type: string;
  id?: string;
  external?: boolean;
  outputs?: Record<string, unknown>;
}

/** Opens the stack that is selected in the current folder, or another one of the same project by its name. */
export async function openStack(name: string | undefined): Promise<PulumiStack> {
  const project = readProjectName(process.cwd());
  const pulumi = (...args: string[]) =>
    runPulumi([...args, ...(name === undefined ? [] : ["--stack", name])]);
  const shown = (await pulumi("stack", "--show-name")).trim();
  const config = JSON.parse(await pulumi("config", "--json", "--show-secrets")) as Record<
    string,
    { value?: string }
  >;
  return {
    project,
    stack: shown.split("/").at(-1) ?? shown,
    config: { get: (key) => config[key]?.value },
    readResources: async () => {
      const exported = JSON.parse(await pulumi("stack", "export")) as {
        deployment: { resources?: StackResource[] };
      };
      return exported.deployment.resources ?? [];
    },
  };
}

async function runPulumi(args: string[]): Promise<string> {
  try {
    const options = { maxBuffer: 1024 ** 3 };
    return (await promisify(execFile)("pulumi", [...args, "--non-interactive"], options)).stdout;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new Error("the pulumi CLI is not on the PATH");
    throw new Error(`pulumi ${args.join(" ")} failed: ${stderr?.trim() ?? String(error)}`);
  }
}

/** The name in the nearest Pulumi.yaml, as the CLI finds it. */
function readProjectName(folder: string): string {
  const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
    .map((name) => join(folder, name))
    .find(existsSync);
  if (file) {
    const [, name] = /^\s*\{?\s*"?name"?\s*:\s*"?([\w.-]+)/m.exec(readFileSync(file, "utf8")) ?? [];
    if (name) return name;
    throw new Error(`${file} has no name`);
  }
  const above = dirname(resolve(folder));
  if (above === folder) throw new Error("there is no Pulumi.yaml here: run the command in a Pulumi project");
  return readProjectName(above);
}
