import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "@pulumi/pulumi/package.json";

const root = join(__dirname, "..", "..");
const shim = join(root, "dist", "provider", "shim.js");
let text: Promise<string> | undefined;

/**
 * The property `__provider` of every database: the compiled shim, written by Pulumi as `pulumi.dynamic.Resource` has it
 * written. In a process of its own, since jest's wrappers would get into the text. That takes a second, so test files
 * share the text by a temporary file, which is named after all that it depends on.
 */
export function serialiseShim(): Promise<string> {
  text ??= readShared();
  return text;
}

async function readShared(): Promise<string> {
  const digest = createHash("sha256").update(version).update(readFileSync(shim)).digest("hex");
  const shared = join(tmpdir(), `pulumi-plusserver-shim-${digest.slice(0, 20)}`);
  return readFile(shared, "utf8").catch(async () => {
    const written = await serialise(shim);
    const draft = `${shared}.${process.pid}`;
    await writeFile(draft, written);
    await rename(draft, shared);
    return written;
  });
}

/** A module's `shim`, written as Pulumi writes it. */
export async function serialise(file: string): Promise<string> {
  const script = `
    const { serializeFunction } = require("@pulumi/pulumi/runtime/closure/serializeClosure");
    const { shim: provider } = require(${JSON.stringify(file)});
    serializeFunction(() => provider, { allowSecrets: true }).then(({ text }) => process.stdout.write(text));`;
  const run = promisify(execFile)(process.execPath, ["--no-warnings", "-e", script], { cwd: root });
  return (await run).stdout;
}
