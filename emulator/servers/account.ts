import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import type { Account } from "./engine";

/** Who runs the servers: this process's own account, but never root, as which PostgreSQL does not start. */
export function chooseAccount(): Account {
  if (process.getuid?.() !== 0) return { name: userInfo().username };
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((candidate) => candidate.startsWith("nobody:"));
  const [name = "nobody", , uid, gid] = line?.split(":") ?? [];
  return { name, uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}
