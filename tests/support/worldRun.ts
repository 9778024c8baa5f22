import type { WorldProcess } from "./worldProcess";
import {
  type Declaration,
  type Entry,
  findEntry,
  type Program,
  type Properties,
  type StackState,
  urnOf,
} from "./worldState";

/** Why the engine has a database deleted. */
export type Demise = "removed" | "replaced" | "destroyed";

/** What the world is told of a run, to judge it later; no provider has a hand in it. */
export interface Witness {
  /** The state holds a database that is ready, for somebody to use. */
  handedOver(entry: Entry): void;
  /** The engine asks for the deletion. */
  deletionAsked(entry: Entry, why: Demise): void;
  /** The state holds an order, whatever has become of it yet. */
  kept(entry: Entry): void;
  /** The provider says that the deletion is done, or that a refresh found nothing any more. */
  gone(entry: Entry): void;
  /** A creation that takes the place of the entry was asked for; `allowed`: the program says that its data may go. */
  replacementAsked(entry: Entry, allowed: boolean): void;
}

export interface Failure {
  urn: string;
  message: string;
}

/** One run of the engine over a state, with the calls that Pulumi's engine makes, in its order. */
export interface RunParts {
  process: WorldProcess;
  state: StackState;
  witness: Witness;
  failures: Failure[];
}

const providerText = "the provider, as text";
type Step = () => Promise<void>;

/** `pulumi up`: checks and differences one after the other, orders side by side, deletions when all went well. */
export async function runUp(parts: RunParts, program: Program, replace: readonly string[]): Promise<void> {
  const { process, state, failures } = parts;
  const running: Promise<void>[] = [];
  const started = new Set<string>();
  for (const [name, declaration] of Object.entries(program)) {
    const urn = urnOf(state, name);
    const planned = tellFailure(parts, urn, async () => {
      const step = await planStep(parts, name, declaration, replace.includes(name));
      if (process.isLost()) return;
      started.add(urn);
      running.push(tellFailure(parts, urn, step));
    });
    await planned;
    // Ctrl-C ends the program; a step that has failed ends the planning, too.
    if (process.isLost() || process.isInterrupted() || failures.length > 0) break;
  }
  await Promise.all(running);
  if (process.isLost() || process.isInterrupted() || failures.length > 0) return;
  const removed = [...state.entries.values()].filter(({ urn }) => !started.has(urn));
  await Promise.all([
    ...state.pendingDeletes.map((entry) => deleteEntry(parts, entry, "replaced")),
    ...removed.map((entry) => deleteEntry(parts, entry, "removed")),
  ]);
}

/** `pulumi destroy`: deletions alone. */
export async function runDestroy(parts: RunParts): Promise<void> {
  const { state } = parts;
  await Promise.all([
    ...state.pendingDeletes.map((entry) => deleteEntry(parts, entry, "replaced")),
    ...[...state.entries.values()].map((entry) => deleteEntry(parts, entry, "destroyed")),
  ]);
}

/** `pulumi refresh`: reads; a blank id means that the database is gone. */
export async function runRefresh(parts: RunParts): Promise<void> {
  const { process, state, witness } = parts;
  const refreshOne = async (entry: Entry) => {
    const found: { id: string; props?: object; inputs?: object } = await process.provider.read(
      entry.id,
      entry.outputs,
    );
    if (process.isLost()) return;
    const kept = { __provider: providerText };
    const { id, props, inputs } = found;
    if (id === "") {
      witness.gone(entry);
      state.entries.delete(entry.urn);
    } else
      state.entries.set(entry.urn, {
        ...entry,
        inputs: { ...inputs, ...kept },
        outputs: { ...props, ...kept },
        unfinished: false,
      });
  };
  await Promise.all(
    [...state.entries.values()].map((entry) => tellFailure(parts, entry.urn, () => refreshOne(entry))),
  );
}

async function planStep(
  parts: RunParts,
  name: string,
  declaration: Declaration,
  forced: boolean,
): Promise<Step> {
  const { process, state, witness } = parts;
  const urn = urnOf(state, name);
  const old = findEntry(state, name, declaration);
  if (!old || forced) {
    const inputs = await check(parts, {}, write(state, name, declaration));
    return () => createEntry(parts, urn, inputs, old);
  }
  const inputs = await check(parts, old.inputs, write(state, name, declaration));
  const {
    changes,
    replaces = [],
    deleteBeforeReplace,
  } = await process.provider.diff(old.id, old.outputs, inputs);
  if (replaces.length > 0) {
    const anew = await check(parts, {}, write(state, name, declaration));
    if (!deleteBeforeReplace) return () => createEntry(parts, urn, anew, old);
    witness.replacementAsked(old, anew.allowReplacement === true);
    return async () => {
      await deleteEntry(parts, old, "replaced");
      await createEntry(parts, urn, anew, undefined);
    };
  }
  const differs = changes ?? JSON.stringify(inputs) !== JSON.stringify(old.inputs);
  if (differs || old.unfinished) return () => updateEntry(parts, urn, inputs, old);
  return async () => move(state, old, { ...old, urn, inputs });
}

function write(
  state: StackState,
  name: string,
  { inputs, formerName, import: number }: Declaration,
): Properties {
  return {
    ...inputs,
    __urn: urnOf(state, name),
    ...(formerName !== undefined && { __formerUrns: [urnOf(state, formerName)] }),
    __run: { monitor: "", stack: `acme/shop/${state.stack}` },
    ...(number !== undefined && { __import: number }),
  };
}

async function check({ process }: RunParts, olds: Properties, news: Properties): Promise<Properties> {
  const { inputs, failures } = await process.provider.check(olds, news);
  if (failures.length > 0) throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
  return { ...(inputs as Properties), __provider: providerText };
}

/** Stores what came into being, from an error too; what it replaces waits for its deletion then. */
async function createEntry(
  parts: RunParts,
  urn: string,
  inputs: Properties,
  old: Entry | undefined,
): Promise<void> {
  const { process, state, witness } = parts;
  if (old) witness.replacementAsked(old, inputs.allowReplacement === true);
  const store = (entry: Entry) => {
    if (process.isLost()) return;
    if (old) {
      state.entries.delete(old.urn);
      state.pendingDeletes.push(old);
    }
    state.entries.set(urn, entry);
    witness.kept(entry);
    if (!entry.unfinished) witness.handedOver(entry);
  };
  try {
    const { id, outs } = await process.provider.create(inputs);
    store({ urn, id, inputs, outputs: { ...outs, __provider: providerText }, unfinished: false });
  } catch (error) {
    const { id, properties } = error as { id?: string; properties?: Properties };
    if (id !== undefined) store({ urn, id, inputs, outputs: properties ?? {}, unfinished: true });
    throw error;
  }
}

async function updateEntry(parts: RunParts, urn: string, inputs: Properties, old: Entry): Promise<void> {
  const { process, state, witness } = parts;
  const store = (outputs: Properties, unfinished: boolean) => {
    if (process.isLost()) return;
    const entry = { urn, id: old.id, inputs, outputs, unfinished };
    move(state, old, entry);
    if (!unfinished) witness.handedOver(entry);
  };
  try {
    const { outs } = await process.provider.update(old.id, old.outputs, inputs);
    store({ ...outs, __provider: providerText }, false);
  } catch (error) {
    const { id, properties } = error as { id?: string; properties?: Properties };
    if (id !== undefined) store(properties ?? {}, true);
    throw error;
  }
}

function move(state: StackState, old: Entry, entry: Entry): void {
  if (old.urn !== entry.urn) state.entries.delete(old.urn);
  state.entries.set(entry.urn, entry);
}

function deleteEntry(parts: RunParts, entry: Entry, why: Demise): Promise<void> {
  const { process, state, witness } = parts;
  return tellFailure(parts, entry.urn, async () => {
    witness.deletionAsked(entry, why);
    await process.provider.delete(entry.id, entry.outputs);
    if (process.isLost()) return;
    // What a creation of this run has taken over lives on.
    if (![...state.entries.values()].some((other) => other !== entry && other.id === entry.id))
      witness.gone(entry);
    if (state.entries.get(entry.urn) === entry) state.entries.delete(entry.urn);
    state.pendingDeletes = state.pendingDeletes.filter((other) => other !== entry);
  });
}

async function tellFailure({ failures }: RunParts, urn: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    failures.push({ urn, message: String((error as Error).message) });
  }
}
