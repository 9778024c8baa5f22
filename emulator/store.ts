import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import type { State } from "./state";

/** Keeps the state in a file. */
export interface Store {
  /** What the file held when the store was opened; undefined: nothing yet. */
  readonly loaded: State | undefined;
  /** Resolves when the state as it is now is in the file. Calls that come together share one write. */
  save(state: State): Promise<void>;
}

/** Opens the file at `path`; without one, nothing is kept. Throws if the file is there but cannot be read. */
export function openStore(path: string | undefined): Store {
  if (path === undefined) return { loaded: undefined, save: async () => {} };
  let [asked, written] = [0, 0];
  let running: Promise<void> | undefined;
  const write = async (state: State) => {
    const version = asked;
    await replaceFile(path, serialise(state));
    written = version;
  };
  const save = async (state: State) => {
    asked += 1;
    const wanted = asked;
    while (written < wanted) {
      running ??= write(state).finally(() => {
        running = undefined;
      });
      await running;
    }
  };
  return { loaded: load(path), save };
}

/** Whoever is interrupted leaves the old file or the new one, never half of one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text);
  await rename(draft, path);
}

function load(path: string): State | undefined {
  if (!existsSync(path)) return undefined;
  let state: Partial<State>;
  try {
    state = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`the state file ${path} cannot be read: ${(error as Error).message}`);
  }
  if (state?.format !== 1) throw new Error(`the state file ${path} is not one of this emulator`);
  return state as State;
}

/** Entries of the journal never change and become many, so each is turned into text only once. */
const texts = new WeakMap<object, string>();

function serialise(state: State): string {
  const { journal, ...rest } = state;
  const requests = journal.requests.map((entry) => {
    const text = texts.get(entry) ?? JSON.stringify(entry);
    texts.set(entry, text);
    return text;
  });
  const { orders, contracts } = journal;
  const head = JSON.stringify({ ...rest, journal: { orders, contracts } });
  // The journal comes last, so the list goes in before its closing brace and that of the whole.
  return `${head.slice(0, -2)},"requests":[${requests.join(",\n")}]}}\n`;
}
