import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process, told from a later one with the same id by its start. */
export interface ProcessMark {
  pid: number;
  startedAt: string;
}

/** Marks a process; undefined if there is none with this id. */
export function markProcess(pid: number): ProcessMark | undefined {
  const startedAt = readStart(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether the marked process still runs. */
export const isAlive = ({ pid, startedAt }: ProcessMark) => readStart(pid) === startedAt;

function readStart(pid: number): string | undefined {
  try {
    if (!existsSync("/proc/self/stat")) {
      return execFileSync("ps", ["-o", "lstart=", "-p", `${pid}`], {
        encoding: "utf8",
        stdio: "pipe",
      }).trim();
    }
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Behind the name, which may hold anything: state, and 18 fields later the start; a zombie has ended.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
