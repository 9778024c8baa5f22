/** A reporter for jest: one line, alone, at the very end. A file that does not even load counts as one failed test. */
export default class CountReporter {
  /** @param {unknown} _contexts @param {import("@jest/reporters").AggregatedResult} results */
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    // Jest prints its own summary after all reporters.
    process.on("exit", () => console.log(`\n${line}`));
  }
}
