import { execFileSync } from "node:child_process";
import { join } from "node:path";

it("shows in the README of the benchmarks what was measured last", () => {
  const report = join(__dirname, "../../benchmarks/report.mjs");
  execFileSync(process.execPath, [report, "--check"], { stdio: "pipe" });
});
