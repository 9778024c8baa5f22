import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { readTrusted } from "../../provider/api/trust";
import { openApi } from "../support/httpApi";
import { createAuthority } from "../support/httpCertificate";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const folder = mkdtempSync(join(tmpdir(), "ca-file-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const [one, two] = [createAuthority("One"), createAuthority("Two")];

it("adds to the certificates that are trusted anyway", () => {
  const trusted = readTrusted(write("one.pem", one.cert));
  expect(trusted).toContain(one.cert.trim());
  expect(trusted).toEqual(expect.arrayContaining([...tls.rootCertificates]));
});

it("takes every certificate of the file, whatever is written between them", () => {
  const bundle = write("bundle.pem", `# One\r\n${one.cert}\n# Two\n${two.cert}${one.key}`);
  expect(readTrusted(bundle)).toEqual(expect.arrayContaining([one.cert.trim(), two.cert.trim()]));
});

it("leaves out nothing that NODE_EXTRA_CA_CERTS adds", async () => {
  const script = `
    const { transformFileSync } = require("@swc/core");
    require.extensions[".ts"] = (module, file) => module._compile(
      transformFileSync(file, { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } }).code, file);
    const { readTrusted } = require("./provider/api/trust.ts");
    process.stdout.write(JSON.stringify(readTrusted(process.argv[1])));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script, write("one.pem", one.cert)], {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, NODE_EXTRA_CA_CERTS: write("extra.pem", two.cert) },
    maxBuffer: 16 * 1024 ** 2,
  });
  const trusted = (JSON.parse(stdout) as string[]).map((pem) => pem.trim());
  expect(trusted).toEqual(expect.arrayContaining([one.cert.trim(), two.cert.trim()]));
});

it.each([
  ["is not there", join(folder, "none.pem"), "it cannot be read (ENOENT"],
  ["is a folder", folder, "it cannot be read (EISDIR"],
  ["is empty", write("empty.pem", ""), "there is no certificate in it"],
  ["holds a key alone", write("key.pem", one.key), "there is no certificate in it"],
  ["is not PEM", write("binary.pem", "\u0000\u0001"), "there is no certificate in it"],
  [
    "holds a damaged certificate",
    write("damaged.pem", one.cert + two.cert.replace(/\nMII./, "\nAAAA")),
    "certificate 2 is damaged",
  ],
])("refuses a file that %s, and names setting, file and what to write", async (_what, caFile, problem) => {
  const service = await startHttpService(() => ({ body: { order: anOrder() } }));
  const open = () => openApi(service, { environment: { PLUSSERVER_CA_FILE: caFile } });
  expect(open).toThrow(`plusserver:caFile (or PLUSSERVER_CA_FILE) is ${JSON.stringify(caFile)}: ${problem}`);
  expect(open).toThrow("write the path of a PEM file with certificates (-----BEGIN CERTIFICATE-----)");
});

it("says in which folder it has looked for a relative path", () => {
  expect(() => readTrusted("none.pem")).toThrow(
    `is "none.pem" (${join(process.cwd(), "none.pem")}): it cannot`,
  );
});
