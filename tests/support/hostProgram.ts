import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GrpcServer } from "./hostGrpc";

const root = join(__dirname, "..", "..");

/**
 * Runs a program of the stack `acme/shop/prod` as Pulumi's language host does, against an engine and a monitor of the
 * test. `pulumi` and `ManagedDatabase` are there already. Resolves to what it has printed, with its exit code.
 */
export async function runProgram(
  source: string,
  { engine, monitor }: { engine: GrpcServer; monitor: GrpcServer },
): Promise<{ code: number; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  const program = join(folder, "index.js");
  const head = `const pulumi = require(${JSON.stringify(join(root, "node_modules", "@pulumi", "pulumi"))});
const { ManagedDatabase } = require(${JSON.stringify(root)});`;
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(program, `${head}\n${source}`);
  const args = [
    require.resolve("@pulumi/pulumi/cmd/run/index.js"),
    "--organization=acme",
    "--project=shop",
    "--stack=prod",
    `--monitor=${monitor.address}`,
    `--engine=${engine.address}`,
    `--pwd=${folder}`,
    program,
  ];
  const env = { PATH: process.env.PATH, PULUMI_CONFIG: "{}" };
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
