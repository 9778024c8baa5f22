import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const tool = resolve(__dirname, "..", "..", "tools", "engine.mjs");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine test "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a shell script on the PATH of the tool. */
function addProgram(name: string, body: string, into = join(folder, "bin")) {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(into, name), 0o755);
}

function addPulumi(version: string) {
  addProgram("pulumi", `echo ${version}`);
  addProgram("pulumi-language-nodejs", "");
  addProgram("pulumi-resource-pulumi-nodejs", "");
}

/** A Go whose build writes a program that says the version in its flags, and notes that it was called. */
function addGo() {
  addProgram(
    "go",
    `[ "$1" = version ] && { echo go version go1.99 test; exit; }
echo "$*" >> "${folder}/builds"
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho 3.259.0\\n' > "$2"; chmod +x "$2"`,
  );
}

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function findEngine(from = "path,go"): Promise<Outcome> {
  const env = {
    PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
    PULUMI_PLUSSERVER_CACHE: join(folder, "cache"),
    PULUMI_PLUSSERVER_ENGINE_FROM: from,
  };
  return new Promise((fulfil) => {
    execFile(process.execPath, [tool], { env }, (error, stdout, stderr) =>
      fulfil({ code: Number(error?.code ?? 0), stdout: stdout.trim(), stderr }),
    );
  });
}

const builds = () =>
  existsSync(join(folder, "builds")) ? readFileSync(join(folder, "builds"), "utf8").trim().split("\n") : [];

it.each(["v3.254.0", "3.259.0", "v4.0.1"])("takes Pulumi %s from PATH", async (version) => {
  addPulumi(version);
  addGo();
  expect(await findEngine()).toMatchObject({ code: 0, stdout: join(folder, "bin") });
  expect(builds()).toEqual([]);
});

it.each([
  ["is too old", () => addPulumi("v3.253.9"), "is 3.253.9; 3.254.0 or newer is needed"],
  ["does not run", () => addPulumi("; exit 3"), "does not run"],
  [
    "has no language host",
    () => addProgram("pulumi", "echo 3.259.0"),
    "comes without pulumi-language-nodejs",
  ],
])("builds with Go if the Pulumi on PATH %s, and says why", async (_, prepare, reason) => {
  prepare();
  addGo();
  const { code, stdout, stderr } = await findEngine();
  expect(code).toBe(0);
  expect(dirname(dirname(stdout))).toBe(join(folder, "cache"));
  expect(stderr).toContain(reason);
  expect(stderr).toContain("building it with go version go1.99");
});

it("keeps what it built: the second time takes it from the cache", async () => {
  addGo();
  const first = await findEngine();
  expect(builds()).toEqual([
    expect.stringMatching(/-o .*pulumi-language-nodejs github\.com\/pulumi\/pulumi\/sdk\/v3\/nodejs/),
    expect.stringMatching(/version\.Version=3\.259\.0 -o .*pulumi github\.com\/pulumi\/pulumi\/pkg\/v3/),
  ]);
  expect(readdirSync(first.stdout).sort()).toEqual([
    "pulumi",
    "pulumi-language-nodejs",
    "pulumi-resource-pulumi-nodejs",
  ]);
  expect(await findEngine()).toMatchObject({ code: 0, stdout: first.stdout });
  expect(builds()).toHaveLength(2);
});

it("builds once for two runs at the same time", async () => {
  addGo();
  const [one, two] = await Promise.all([findEngine(), findEngine()]);
  expect(one).toMatchObject({ code: 0 });
  expect(two).toMatchObject({ code: 0, stdout: one.stdout });
  expect(builds()).toHaveLength(2);
});

it("replaces a cached engine that does not run", async () => {
  addGo();
  const { stdout } = await findEngine();
  writeFileSync(join(stdout, "pulumi"), "#!/bin/sh\nexit 1\n");
  expect((await findEngine()).code).toBe(0);
  expect(builds()).toHaveLength(4);
});

it("leaves nothing behind when the build fails, and shows the end of its output", async () => {
  addProgram("go", '[ "$1" = version ] && exec echo go\necho "no space left" >&2\nexit 1');
  const { code, stderr } = await findEngine();
  expect(code).toBe(1);
  expect(stderr).toContain("| no space left");
  expect(readdirSync(join(folder, "cache"))).toEqual([]);
});

it("says what to install where there is no way to get an engine", async () => {
  const { code, stdout, stderr } = await findEngine();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/no pulumi on PATH; no go on PATH/);
  expect(stderr).toMatch(/Install the Pulumi CLI, version 3\.254\.0 or newer/);
  expect(stderr).toMatch(/or Go 1\.25 or newer/);
});
