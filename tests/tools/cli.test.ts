import { existsSync } from "node:fs";
import { createWorkspace, type Workspace } from "../support/cli";

jest.setTimeout(120_000);

/** A dynamic resource that does nothing; `HANG` makes its create wait for longer than any test. */
const program = (size: number) => `
const pulumi = require("@pulumi/pulumi");
const provider = {
  create: async (inputs) => {
    if (process.env.HANG) await new Promise((resolve) => setTimeout(resolve, 600000));
    return { id: "one", outs: { ...inputs, secret: "s3cret" } };
  },
  update: async (id, olds, news) => ({ outs: { ...news, secret: "s3cret" } }),
};
class Thing extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { secret: undefined, ...args }, { additionalSecretOutputs: ["secret"] }, "test", "Thing");
  }
}
const thing = new Thing("thing", { size: ${size} });
exports.size = thing.size;
exports.secret = thing.secret;
exports.version = require("pulumi-plusserver/package.json").version;
exports.region = new pulumi.Config("plusserver").require("region");
`;

describe("a workspace with a dynamic resource that does nothing", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ program: program(1), config: { "plusserver:region": "DE-WEST" } });
  });
  afterAll(() => workspace?.dispose());

  it("previews, creates, changes and destroys with the real CLI", async () => {
    const preview = await workspace.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("2 to create") });

    const up = await workspace.up();
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("2 created") });
    expect(await workspace.outputs()).toMatchObject({ size: 1, secret: "[secret]", region: "DE-WEST" });
    expect(await workspace.outputs({ showSecrets: true })).toMatchObject({ secret: "s3cret" });

    workspace.writeProgram(program(2));
    expect((await workspace.up()).output).toContain("1 updated");
    const { deployment } = await workspace.exportState();
    expect(deployment.resources?.find(({ id }) => id === "one")?.outputs?.size).toBe(2);

    expect((await workspace.refresh()).code).toBe(0);
    expect((await workspace.destroy()).output).toContain("2 deleted");
    expect(workspace.processes()).toEqual([]);
  });

  it("tells the output and the exit code of a program that fails", async () => {
    // Without a stack: on Node 20 Pulumi's runner takes 40 s to print one that leads through its own files.
    workspace.writeProgram("throw Object.assign(new Error('no such luck'), { stack: undefined })");
    const failed = await workspace.preview();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("no such luck");
  });
});

describe("a workspace whose command still runs", () => {
  it("is watched, and leaves no process behind when it is disposed of", async () => {
    const workspace = await createWorkspace({
      program: program(1),
      config: { "plusserver:region": "DE-WEST" },
      env: { HANG: "1" },
    });
    const up = workspace.spawn(["up", "--yes", "--skip-preview"]);
    await up.waitForOutput(/Thing thing creating/);
    expect(workspace.processes(/cmd\/dynamic-provider/).length).toBeGreaterThan(0);
    up.signal("SIGKILL");
    expect((await up.exited).code).toBe(-1);
    expect(workspace.processes(/cmd\/dynamic-provider/).length).toBeGreaterThan(0);
    await workspace.dispose();
    expect(workspace.processes()).toEqual([]);
    expect(existsSync(workspace.dir)).toBe(false);
  });

  it("fails a command that takes too long", async () => {
    const workspace = await createWorkspace({ program: "while (true);" });
    await expect(workspace.preview([], { timeoutMs: 3_000 })).rejects.toThrow("took longer than 3 s");
    await workspace.dispose();
    expect(workspace.processes()).toEqual([]);
  });
});

describe("a TypeScript program", () => {
  it("runs in a workspace", async () => {
    const workspace = await createWorkspace({
      language: "typescript",
      program: `import * as pulumi from "@pulumi/pulumi";\nexport const stack: string = pulumi.getStack();\n`,
      stackName: "prod",
    });
    expect((await workspace.up()).output).toContain("1 created");
    expect(await workspace.outputs()).toEqual({ stack: "prod" });
    await workspace.dispose();
  });
});

describe("the Automation API", () => {
  it("finds the engine and the workspace", async () => {
    const workspace = await createWorkspace({ program: "exports.answer = 42;" });
    const { pulumiCommand, workDir, envVars, stackName } = await workspace.automation();
    const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
    const stack = await LocalWorkspace.selectStack({ stackName, workDir }, { pulumiCommand, envVars });
    const { outputs } = await stack.up();
    expect(outputs.answer?.value).toBe(42);
    await workspace.dispose();
  });
});
