import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const at = (name: string) => JSON.stringify(pathToFileURL(resolve(__dirname, "../../tools/run", name)).href);

/** Runs a tool made of these steps. */
function runTool(body: string) {
  const source = `
    import { runCommand } from ${at("command.mjs")};
    import { runProgram } from ${at("program.mjs")};
    import { createSteps } from ${at("steps.mjs")};
    const steps = createSteps();
    await runProgram(async () => { ${body} });`;
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", source],
    {
      encoding: "utf8",
      timeout: 20_000,
    },
  );
  return { status, signal, stdout, stderr };
}

it("says what a step did and how long it took", () => {
  const { status, stdout } = runTool(
    `await steps.run("wait", () => new Promise((done) => setTimeout(done, 300)), { before: "a moment" });`,
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}wait: a moment\n✓ wait \(0\.[3-9] s\)\n$/);
});

it("shows the command, the end of its output and the advice when a step fails, and does not go on", () => {
  const { status, stdout, stderr } = runTool(`
    const command = () => runCommand("sh", ["-c", "seq 1 40; exit 7"]);
    await steps.run("count", command, { advice: "Count further." });
    steps.say("not reached");`);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(/^✗ count \(.* s\)\n {2}sh -c seq 1 40; exit 7 ended with 7\n {2}\| 16\n/);
  expect(stdout).toMatch(/\| 40\n {2}Count further\.\n$/);
});

it("ends a command that takes too long, with all that it started", () => {
  const { status, stdout } = runTool(`
    await steps.run("sleep", () => runCommand("sh", ["-c", "sleep 30 & sleep 30"], { timeoutMs: 300 }));`);
  expect(status).toBe(1);
  expect(stdout).toContain("took longer than 0.3 s");
});

it("ends its commands when it is interrupted", () => {
  const { status, stdout } = runTool(`
    setTimeout(() => process.kill(process.pid, "SIGINT"), 300);
    await steps.run("sleep", () => runCommand("sh", ["-c", "sleep 30 & sleep 30"]));`);
  expect(status).toBe(130);
  expect(stdout).toContain("interrupted");
});
