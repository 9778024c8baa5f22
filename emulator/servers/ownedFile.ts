import { chmodSync, chownSync, writeFileSync } from "node:fs";
import type { Account } from "./engine";

/** Gives a file or folder to an account. */
export function changeOwner({ uid, gid }: Account, path: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Writes a file that only the account can read: it may hold a password or a key. */
export function writeOwned(account: Account, path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
  changeOwner(account, path);
}
