import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Certificate, createAuthority } from "./httpCertificate";
import { closeLater } from "./httpCleanup";

/** A certificate for a server, and the file with the authority that it comes from; the file goes with the test. */
export function createTrustedTls(hosts?: string[]): { tls: Certificate; caFile: string } {
  const authority = createAuthority();
  const folder = mkdtempSync(join(tmpdir(), "trust-"));
  closeLater(() => rmSync(folder, { recursive: true }));
  const caFile = join(folder, "authority.pem");
  writeFileSync(caFile, authority.cert);
  return { tls: authority.issue(hosts && { hosts }), caFile };
}
