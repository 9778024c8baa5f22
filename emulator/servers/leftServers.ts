import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listFolder, readJson } from "./files";
import { isAlive, type ProcessMark } from "./processes";

/** The process of a server, and how it is ended. */
export interface ServerMark extends ProcessMark {
  stopSignal: NodeJS.Signals;
}

/** The file in a server's folder that says which process runs it, so that a later emulator can end it. */
export const processFile = "process.json";

const patienceMs = 10_000;

export const writeMark = (file: string, mark: ServerMark) => writeFileSync(file, JSON.stringify(mark));

/** Ends the servers that a killed emulator has left in its folder: their marks lie in `<contract>/<index>/`. */
export async function endLeftServers(root: string): Promise<void> {
  for (const contract of listFolder(root)) {
    for (const index of listFolder(join(root, contract))) {
      const file = join(root, contract, index, processFile);
      if (!existsSync(file)) continue;
      await endServer(readJson<ServerMark>(file));
      rmSync(file, { force: true });
    }
  }
}

async function endServer(mark: ServerMark | undefined): Promise<void> {
  if (!mark || !isAlive(mark)) return;
  process.kill(mark.pid, mark.stopSignal);
  for (let waited = 0; isAlive(mark); waited += 50) {
    // All of its group: it was started as the first of one.
    if (waited > patienceMs) process.kill(-mark.pid, "SIGKILL");
    await sleep(50);
  }
}
