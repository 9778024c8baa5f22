import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import type { PulumiCommand } from "@pulumi/pulumi/automation";

/*
 * Runs the real Pulumi CLI on a program in a folder of its own outside the repository, as a user's project would lie:
 * own Pulumi.yaml, package.json and node_modules, own backend, own PULUMI_HOME. Nothing is shared but the engine.
 */

export interface WorkspaceOptions {
  /** The source of the program, or a folder that is copied: its Pulumi.yaml and package.json are kept, if it has them. */
  program: string | { dir: string };
  /** Default: javascript, which starts about 1.5 s faster. */
  language?: "javascript" | "typescript";
  /** What the program needs beside Pulumi's SDK and this provider, from the node_modules of the repository. */
  packages?: string[];
  /** Plain stack configuration, such as `{ "plusserver:apiUrl": "…" }`. */
  config?: Record<string, string>;
  /** For every command of this workspace. PULUMI_* and PLUSSERVER_* of this process are not passed on. */
  env?: Record<string, string>;
  /** Default: `shop`. */
  projectName?: string;
  /** Default: `dev`. */
  stackName?: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  /** The command is ended and the call fails after this time; default: 120 s. */
  timeoutMs?: number;
}

/** What a command did. `output` is both streams as they came; none has ANSI codes. */
export interface CommandResult {
  /** -1 if a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
  output: string;
  ms: number;
}

/** A command that runs. It is ended with its workspace at the latest. */
export interface LiveCommand {
  pid: number;
  /** What it has printed so far. */
  output(): string;
  /** Resolves to the match; fails if the command ends, or after the time (default 60 s), without one. */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Signals the CLI alone: SIGINT is one Ctrl-C. */
  signal(name: NodeJS.Signals): void;
  exited: Promise<CommandResult>;
}

export interface RunningProcess {
  pid: number;
  command: string;
}

/** The checkpoint as `pulumi stack export` prints it, as far as tests look. */
export interface ExportedState {
  deployment: {
    resources?: ExportedResource[];
    pending_operations?: unknown[];
  };
}

export interface ExportedResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
}

export interface Workspace {
  dir: string;
  stackName: string;
  projectName: string;
  /** The whole environment of its commands. */
  env: Record<string, string>;
  /** Runs `pulumi ARGS`; never fails because of the exit code. */
  pulumi(args: string[], options?: CommandOptions): Promise<CommandResult>;
  /** `pulumi up --yes --skip-preview ARGS`. */
  up(args?: string[], options?: CommandOptions): Promise<CommandResult>;
  preview(args?: string[], options?: CommandOptions): Promise<CommandResult>;
  refresh(args?: string[], options?: CommandOptions): Promise<CommandResult>;
  destroy(args?: string[], options?: CommandOptions): Promise<CommandResult>;
  /** Starts `pulumi ARGS` and does not wait for it. */
  spawn(args: string[], options?: CommandOptions): LiveCommand;
  /** Replaces the program. */
  writeProgram(source: string): void;
  exportState(options?: { showSecrets?: boolean }): Promise<ExportedState>;
  outputs(options?: { showSecrets?: boolean }): Promise<Record<string, unknown>>;
  /** The processes that commands of this workspace left or still use: hosts outlive a CLI that was killed. Linux only. */
  processes(pattern?: RegExp): RunningProcess[];
  /** What the Automation API takes for a stack of this workspace: pass the options on to `LocalWorkspace`. */
  automation(): Promise<{
    pulumiCommand: PulumiCommand;
    workDir: string;
    envVars: Record<string, string>;
    stackName: string;
    projectName: string;
  }>;
  /** Ends every process of this workspace and removes its folder. */
  dispose(): Promise<void>;
}

const repository = resolve(__dirname, "..", "..");
const commandTimeoutMs = 120_000;

/** A workspace with its stack created. */
export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { projectName = "shop", stackName = "dev", language = "javascript" } = options;
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-plusserver-")));
  const env = environmentOf(dir, stackName, options.env);
  layOut(dir, { ...options, projectName, stackName, language });
  const live = new Set<ChildProcess>();

  const start = (args: string[], { env: more, timeoutMs = commandTimeoutMs }: CommandOptions = {}) =>
    startCommand(args, { cwd: dir, env: { ...env, ...more }, timeoutMs, live });
  const pulumi = (args: string[], options?: CommandOptions) => start(args, options).exited;
  const query = async (args: string[]) => {
    const result = await pulumi(args);
    if (result.code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${result.output}`);
    return JSON.parse(result.stdout);
  };
  const secretsFlag = (options?: { showSecrets?: boolean }) =>
    options?.showSecrets ? ["--show-secrets"] : [];
  const unattended = ["--yes", "--skip-preview"];

  const workspace: Workspace = {
    dir,
    stackName,
    projectName,
    env,
    pulumi,
    up: (args = [], options) => pulumi(["up", ...unattended, ...args], options),
    preview: (args = [], options) => pulumi(["preview", ...args], options),
    refresh: (args = [], options) => pulumi(["refresh", ...unattended, ...args], options),
    destroy: (args = [], options) => pulumi(["destroy", ...unattended, ...args], options),
    spawn: start,
    writeProgram: (source) => writeFileSync(join(dir, mainOf(language)), source),
    exportState: (options) => query(["stack", "export", ...secretsFlag(options)]),
    outputs: (options) => query(["stack", "output", "--json", ...secretsFlag(options)]),
    processes: (pattern) => findProcesses(dir, pattern),
    automation: async () => ({
      pulumiCommand: await getPulumiCommand(dir),
      workDir: dir,
      envVars: env,
      stackName,
      projectName,
    }),
    dispose: async () => {
      await endProcesses(dir, live);
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  const init = await pulumi(["stack", "init", stackName]);
  if (init.code === 0) return workspace;
  await workspace.dispose();
  throw new Error(`pulumi stack init failed:\n${init.output}`);
}

let engine: string | undefined;

/** The folder with the Pulumi CLI: `npm test` has found it already; a test that is run alone looks for it. */
export function findEngineBin(): string {
  engine ??=
    process.env.PULUMI_PLUSSERVER_ENGINE ||
    execFileSync(process.execPath, [join(repository, "tools", "engine.mjs")], { encoding: "utf8" }).trim();
  return engine;
}

/** The Automation API wants a folder with bin/pulumi in it, and an engine on PATH may lie in any. */
async function getPulumiCommand(dir: string): Promise<PulumiCommand> {
  const root = join(dir, "engine");
  if (!existsSync(root)) {
    mkdirSync(root);
    symlinkSync(findEngineBin(), join(root, "bin"));
  }
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  return PulumiCommand.get({ root });
}

function environmentOf(dir: string, stackName: string, more: Record<string, string> = {}) {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(PULUMI|PLUSSERVER)_/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: [findEngineBin(), dirname(process.execPath), process.env.PATH].join(delimiter),
    PULUMI_HOME: join(dir, "home"),
    PULUMI_BACKEND_URL: `file://${join(dir, "backend")}`,
    PULUMI_STACK: stackName,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...more,
    [workspaceMark]: dir,
  };
}

const mainOf = (language: "javascript" | "typescript") =>
  language === "typescript" ? "index.ts" : "index.js";

type LayOut = WorkspaceOptions & Required<Pick<WorkspaceOptions, "language" | "projectName" | "stackName">>;

function layOut(dir: string, options: LayOut) {
  const { program, language, projectName, stackName, config = {}, packages = [] } = options;
  if (typeof program === "string") writeFileSync(join(dir, mainOf(language)), program);
  else cpSync(program.dir, dir, { recursive: true, filter: (source) => !/[\\/]node_modules$/.test(source) });
  const writeMissing = (name: string, value: unknown) => {
    // JSON is YAML.
    if (!existsSync(join(dir, name))) writeFileSync(join(dir, name), `${JSON.stringify(value, null, 2)}\n`);
  };
  writeMissing("Pulumi.yaml", { name: projectName, runtime: "nodejs" });
  writeMissing("package.json", { name: projectName, private: true, main: mainOf(language) });
  writeMissing(`Pulumi.${stackName}.yaml`, { config });
  for (const folder of ["backend", "home", "node_modules"]) mkdirSync(join(dir, folder));
  linkPackage(dir, "pulumi-plusserver", repository);
  // Links keep it to one copy of Pulumi's SDK: Node resolves what a package requires from where the package really is.
  for (const name of ["@pulumi/pulumi", "@types/node", "typescript", ...packages]) {
    linkPackage(dir, name, join(repository, "node_modules", name));
  }
}

function linkPackage(dir: string, name: string, target: string) {
  const link = join(dir, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(target, link, "dir");
}

interface StartOptions {
  cwd: string;
  env: Record<string, string>;
  timeoutMs: number;
  live: Set<ChildProcess>;
}

function startCommand(args: string[], { cwd, env, timeoutMs, live }: StartOptions): LiveCommand {
  const start = performance.now();
  const child = spawn(join(findEngineBin(), "pulumi"), [...args, "--non-interactive", "--color", "never"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  live.add(child);
  const printed = { stdout: "", stderr: "", output: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      printed[stream] += chunk;
      printed.output += chunk;
    });
  }
  const output = () => stripVTControlCharacters(printed.output);
  const exited = new Promise<CommandResult>((fulfil, reject) => {
    const timer = setTimeout(() => {
      endGroup(child);
      reject(new Error(`pulumi ${args.join(" ")} took longer than ${timeoutMs / 1000} s:\n${output()}`));
    }, timeoutMs);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      live.delete(child);
      const [stdout, stderr] = [printed.stdout, printed.stderr].map(stripVTControlCharacters) as [
        string,
        string,
      ];
      fulfil({ code: code ?? -1, stdout, stderr, output: output(), ms: performance.now() - start });
    });
  });
  // A command that nobody waits for must not end the test run.
  exited.catch(() => {});
  return {
    pid: child.pid ?? -1,
    output,
    waitForOutput: (pattern, timeoutMs) => waitForMatch(output, exited, pattern, timeoutMs),
    signal: (name) => void child.kill(name),
    exited,
  };
}

async function waitForMatch(
  output: () => string,
  exited: Promise<unknown>,
  pattern: RegExp,
  timeoutMs = 60_000,
): Promise<RegExpExecArray> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  exited.then(end, end);
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const last = ended || performance.now() > deadline;
    const match = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")).exec(output());
    if (match) return match;
    if (last) throw new Error(`${pattern} was not printed${ended ? " before the end" : ""}:\n${output()}`);
    await sleep(20);
  }
}

/** Pulumi gives its plugins process groups of their own, so they are known by a variable in their environment. */
const workspaceMark = "PULUMI_PLUSSERVER_TEST_WORKSPACE";

function findProcesses(dir: string, pattern = /(?:)/): RunningProcess[] {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
        if (!environment.includes(`${workspaceMark}=${dir}`)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return command && pattern.test(command) ? [{ pid: Number(pid), command }] : [];
      } catch {
        return []; // It has ended, or is somebody else's.
      }
    });
}

async function endProcesses(dir: string, live: Set<ChildProcess>) {
  for (const child of live) endGroup(child);
  for (let round = 0; round < 50; round++) {
    const left = findProcesses(dir);
    if (left.length === 0) return;
    for (const { pid } of left) endQuietly(pid);
    await sleep(20);
  }
}

function endGroup(child: ChildProcess) {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) endQuietly(-child.pid);
}

function endQuietly(pid: number) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
