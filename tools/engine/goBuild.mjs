import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../run/command.mjs";
import { root } from "../run/paths.mjs";
import { cli, dynamicHost, languageHost } from "./programs.mjs";
import { pinnedVersion } from "./version.mjs";

/** Each program is pinned by a Go module of its own: the last language host to be had as a module is older than the CLI. */
const programs = [
  { module: "pulumi-language-nodejs", file: languageHost, from: "sdk/v3/nodejs/cmd/pulumi-language-nodejs" },
  { module: "pulumi-cli", file: cli, from: "pkg/v3/cmd/pulumi" },
];

/** The CLI says this version; Pulumi's Automation API refuses one that says none. */
const versionFlag = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pinnedVersion}`;

/** @param {NodeJS.ProcessEnv} env @returns {Promise<string | undefined>} what `go version` prints */
export async function findGo(env) {
  return runCommand("go", ["version"], { env, timeoutMs: 30_000 }).catch(() => undefined);
}

/**
 * Builds the Pulumi CLI and its language host into `folder`/bin.
 * @param {string} folder @param {(text: string) => void} progress @param {NodeJS.ProcessEnv} env
 */
export async function buildWithGo(folder, progress, env) {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  for (const { module, file, from } of programs) {
    let packages = 0;
    progress(`${file}, getting its modules`);
    await runCommand(
      "go",
      [
        ...["build", "-v", "-trimpath", "-ldflags", `-s -w ${versionFlag}`],
        ...["-o", join(bin, file), `github.com/pulumi/pulumi/${from}`],
      ],
      {
        cwd: join(root, "tools", module),
        // Without cgo there is no need for a C compiler, and the result runs on any C library.
        env: { ...env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
        onLine: (line) =>
          progress(`${file}, ${line.startsWith("go: ") ? line.slice(4) : `${++packages} packages`}`),
        timeoutMs: 60 * 60_000,
      },
    );
  }
  copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", dynamicHost), join(bin, dynamicHost));
}
