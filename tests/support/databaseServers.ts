import { execFileSync } from "node:child_process";
import { delimiter } from "node:path";

/** Programs of which a machine needs one to run a server for these engines, and how to get it. */
const needed: Record<string, { programs: string[]; advice: string }> = {
  mariadb: { programs: ["mariadbd", "mysqld"], advice: "On Debian: apt-get install mariadb-server" },
  mysql: { programs: ["mariadbd", "mysqld"], advice: "On Debian: apt-get install mariadb-server" },
  valkey: {
    programs: ["valkey-server", "redis-server"],
    advice: "On Debian: apt-get install redis-server",
  },
};

/** Like `describe`; without a server for the engine its tests are marked as skipped, and in CI they fail. */
export function describeWithServer(engine: string, name: string, body: () => void): void {
  const { programs, advice } = needed[engine.split("-")[0] ?? ""] ?? { programs: [], advice: "" };
  if (programs.length === 0 || process.env.CI || programs.some(isThere)) {
    describe(name, body);
    return;
  }
  process.stderr.write(`\nNo ${programs.join(" or ")}. ${advice}\nSkipped: ${name}\n\n`);
  describe.skip(name, body);
}

function isThere(program: string): boolean {
  try {
    const path = [process.env.PATH, "/usr/sbin", "/usr/local/sbin"].join(delimiter);
    execFileSync(program, ["--version"], { stdio: "ignore", env: { ...process.env, PATH: path } });
    return true;
  } catch {
    return false;
  }
}
