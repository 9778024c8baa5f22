import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate with its key, in PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

/** Whoever signs the certificates of all servers of one emulator. */
export interface Authority {
  /** What clients trust: its certificate as a file. */
  file: string;
  /** The same as text. */
  cert: string;
  /** What the servers show: good for this machine, under its names. */
  server: Certificate;
}

type Generate = typeof import("selfsigned")["generate"];

const yearMs = 365 * 86_400_000;

/** Opens the authority of the folder, or makes it. Undefined: the package that makes certificates is missing. */
export async function openAuthority(folder: string): Promise<Authority | undefined> {
  const generate = await loadGenerator();
  if (!generate) return undefined;
  mkdirSync(folder, { recursive: true });
  const files = { cert: join(folder, "ca.pem"), key: join(folder, "ca-key.pem") };
  if (!existsSync(files.cert)) {
    const made = await makeRoot(generate);
    writeFileSync(files.key, made.key, { mode: 0o600 });
    writeFileSync(files.cert, made.cert);
  }
  const root = { cert: readFileSync(files.cert, "utf8"), key: readFileSync(files.key, "utf8") };
  return { file: files.cert, cert: root.cert, server: await sign(generate, root) };
}

async function loadGenerator(): Promise<Generate | undefined> {
  try {
    return (await import("selfsigned")).generate;
  } catch {
    return undefined;
  }
}

async function makeRoot(generate: Generate): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "plusserver emulator" }], {
    ...common(10),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

async function sign(generate: Generate, ca: Certificate): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    ...common(1),
    ca,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { cert, key };
}

const common = (years: number) => ({
  keyType: "ec" as const,
  algorithm: "sha256",
  // A clock that is a little behind must not refuse it.
  notBeforeDate: new Date(Date.now() - 3_600_000),
  notAfterDate: new Date(Date.now() + years * yearMs),
});
