import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const reporter = pathToFileURL(resolve(__dirname, "..", "..", "tools", "countReporter.mjs"));

/** What the reporter prints; it is an ES module, which jest cannot load here. */
function report(results: Record<string, number>): string {
  const counts = {
    ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 },
    ...{ numTodoTests: 0, numRuntimeErrorTestSuites: 0 },
    ...results,
  };
  const source = `
    const { default: Reporter } = await import(${JSON.stringify(reporter.href)});
    new Reporter().onRunComplete(undefined, ${JSON.stringify(counts)});`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", source], { encoding: "utf8" });
}

it.each([
  ["all passed", { numPassedTests: 12 }, "12 passed, 0 failed"],
  ["some failed", { numPassedTests: 3, numFailedTests: 2 }, "3 passed, 2 failed"],
  ["a file did not load", { numRuntimeErrorTestSuites: 1 }, "0 passed, 1 failed"],
  [
    "some were skipped",
    { numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    "1 passed, 0 failed, 3 skipped",
  ],
])("ends with a line of its own when %s", (_, results, line) => {
  expect(report(results)).toBe(`\n${line}\n`);
});
