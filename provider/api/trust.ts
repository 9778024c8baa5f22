import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import tls from "node:tls";
import { messageOf } from "./errorText";
import { describeSetting } from "./settingText";

const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** The certificates to trust, in PEM: those that Node trusts anyway, and those of the file. */
export function readTrusted(caFile: string): string[] {
  return [...listDefaults(), ...readCertificates(caFile)];
}

function readCertificates(caFile: string): string[] {
  const path = resolve(caFile);
  const where = `${describeSetting("caFile", caFile)}${path === caFile ? "" : ` (${path})`}`;
  const advice = "write the path of a PEM file with certificates (-----BEGIN CERTIFICATE-----)";
  const text = attempt(() => readFileSync(path, "utf8"), `${where}: it cannot be read`, advice);
  const found = text.match(certificate) ?? [];
  if (found.length === 0) throw new Error(`${where}: there is no certificate in it: ${advice}`);
  for (const [index, pem] of found.entries())
    attempt(() => new X509Certificate(pem), `${where}: certificate ${index + 1} is damaged`, advice);
  return found;
}

function attempt<Result>(work: () => Result, problem: string, advice: string): Result {
  try {
    return work();
  } catch (error) {
    throw new Error(`${problem} (${messageOf(error)}): ${advice}`);
  }
}

/** A list of our own switches off Node's, so it has to begin with all of that, `NODE_EXTRA_CA_CERTS` included. */
function listDefaults(): readonly string[] {
  // From Node 22.15 on; it knows of system certificates, too.
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  if (getCACertificates) return getCACertificates("default");
  return [...tls.rootCertificates, ...listExtra(process.env.NODE_EXTRA_CA_CERTS)];
}

/** Node warns of a file that it cannot read, and goes on. */
function listExtra(file: string | undefined): string[] {
  try {
    return file ? (readFileSync(file, "utf8").match(certificate) ?? []) : [];
  } catch {
    return [];
  }
}
