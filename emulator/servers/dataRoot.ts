import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { listFolder, readJson } from "./files";
import { endLeftServers } from "./leftServers";
import { isAlive, markProcess, type ProcessMark } from "./processes";

/** The folder in which one emulator keeps all its servers. */
export interface DataRoot {
  readonly folder: string;
  /** Gives it back; it is removed if nobody can come back to it, or there is no database in it. */
  release(): void;
}

/** Whose a folder is. */
interface Owner {
  /** The emulator that works on it; undefined: it was ended in good order. */
  process?: ProcessMark;
  /** The state file that knows the databases; undefined: they end with the emulator. */
  stateFile?: string;
}

const ownerFile = "owner.json";
const temporary = "plusserver-emulator-";
const ofRoot = "/var/lib/plusserver-emulator";

/**
 * Takes the folder that belongs to the state file, or a new one without it. First it ends what killed emulators have
 * left running. Throws if another emulator works on this state.
 */
export async function takeDataRoot(stateFile: string | undefined): Promise<DataRoot> {
  const folder = stateFile === undefined ? makeTemporary() : folderOf(resolve(stateFile));
  for (const other of knownRoots()) if (other !== folder) await cleanUp(other);
  const owner = readOwner(folder);
  if (owner?.process && isAlive(owner.process)) {
    throw new Error(`${stateFile} is in use by another emulator, process ${owner.process.pid}`);
  }
  await endLeftServers(folder);
  mkdirSync(folder, { recursive: true });
  // Whatever the umask says: the account of the servers has to get through to its own folders.
  chmodSync(folder, 0o755);
  const mark = markProcess(process.pid);
  const self: Owner = stateFile === undefined ? {} : { stateFile: resolve(stateFile) };
  const write = (it: Owner) => writeFileSync(join(folder, ownerFile), JSON.stringify(it));
  write({ ...self, ...(mark && { process: mark }) });
  const release = () => {
    if (stateFile !== undefined && listContracts(folder).length > 0) write(self);
    else rmSync(folder, { recursive: true, force: true });
  };
  return { folder, release };
}

/** The numbers of the contracts whose data lie in the folder of an emulator. */
export const listContracts = (folder: string) => listFolder(folder).filter((name) => /^\d+$/.test(name));

function makeTemporary(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), temporary));
}

/** Beside the state file; but what lies beside that of root may lie where no other account comes. */
function folderOf(stateFile: string): string {
  if (process.getuid?.() !== 0) return `${stateFile}.servers`;
  mkdirSync(ofRoot, { recursive: true });
  chmodSync(ofRoot, 0o755);
  return join(ofRoot, createHash("sha256").update(stateFile).digest("hex").slice(0, 16));
}

function knownRoots(): string[] {
  const temp = realpathSync(tmpdir());
  const found = listFolder(temp).filter((name) => name.startsWith(temporary));
  return [
    ...found.map((name) => join(temp, name)),
    ...(process.getuid?.() === 0 ? listFolder(ofRoot).map((name) => join(ofRoot, name)) : []),
  ];
}

/** Ends what an emulator that is no more has left, and removes what no state file knows. */
async function cleanUp(folder: string): Promise<void> {
  try {
    const owner = isOwn(folder) ? readOwner(folder) : undefined;
    if (!owner || (owner.process && isAlive(owner.process))) return;
    await endLeftServers(folder);
    const isLost = owner.stateFile === undefined || !existsSync(owner.stateFile);
    if (isLost) rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another emulator has been here meanwhile.
  }
}

const readOwner = (folder: string) => readJson<Owner>(join(folder, ownerFile));

/** Anybody can put a folder where temporary ones lie, and name processes in it that are not theirs. */
const isOwn = (folder: string) => process.getuid === undefined || statSync(folder).uid === process.getuid();
