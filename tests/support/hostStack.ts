import { HostCallError, type Properties } from "./hostClient";
import { type HostRun, resourceType, urnOf } from "./hostRun";

/** A database as the engine keeps it in the state. */
export interface StoredDatabase {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** The operations that order something. */
export type OperationName = "create" | "update" | "replace" | "delete";

/**
 * The state of a stack with one database, kept over the lives of many hosts in the way of Pulumi's engine: it stores
 * what an operation answers or its error says is there, and nothing of an operation whose host died.
 */
export interface HostStack {
  database: StoredDatabase | undefined;
  /** Replaced, and to be deleted at the end of an `up`. */
  givenUp: StoredDatabase[];
  /** An `up` of a program that says this; `tell` hears of each operation before it begins. */
  up(run: HostRun, program: Properties, tell: Tell): Promise<void>;
  destroy(run: HostRun, tell: Tell): Promise<void>;
}

/** Hears of each operation before it begins. */
export type Tell = (name: OperationName) => void;

/** An empty stack; its database is called `name`. */
export function createHostStack(name: string): HostStack {
  const urn = urnOf(name);
  const stack: HostStack = { database: undefined, givenUp: [], up, destroy };

  async function up(run: HostRun, program: Properties, tell: Tell) {
    const olds = stack.database;
    run.monitor.held = olds ? { [urn]: { type: resourceType, outputs: olds.outputs } } : {};
    const inputs = await run.check(name, program, olds?.inputs);
    if (!olds) await create(run, inputs, "create", tell);
    else {
      const { changes, replaces } = await run.client.diff(olds.id, olds.outputs, inputs);
      // The check of a successor is given nothing of its predecessor.
      if (replaces.length > 0) await create(run, await run.check(name, program), "replace", tell);
      else if (changes !== "none") await update(run, olds, inputs, tell);
    }
    await deleteGivenUp(run, tell);
  }

  async function destroy(run: HostRun, tell: Tell) {
    if (stack.database) stack.givenUp.push(stack.database);
    stack.database = undefined;
    await deleteGivenUp(run, tell);
  }

  async function create(run: HostRun, inputs: Properties, what: "create" | "replace", tell: Tell) {
    tell(what);
    const olds = stack.database;
    try {
      await store(inputs, run.client.create(inputs));
    } finally {
      if (olds && stack.database !== olds) stack.givenUp.push(olds);
    }
  }

  async function update(run: HostRun, { id, outputs }: StoredDatabase, inputs: Properties, tell: Tell) {
    tell("update");
    const answer = run.client.update(id, outputs, inputs);
    await store(
      inputs,
      answer.then(({ properties }) => ({ id, properties })),
    );
  }

  async function deleteGivenUp(run: HostRun, tell: Tell) {
    for (const { id, outputs } of [...stack.givenUp]) {
      tell("delete");
      await run.client.delete(id, outputs);
      stack.givenUp = stack.givenUp.filter((database) => database.id !== id);
    }
  }

  /** A failure may say that the resource is there all the same. */
  async function store(inputs: Properties, answer: Promise<{ id: string; properties: Properties }>) {
    const keep = ({ id, properties }: { id: string; properties: Properties }) => {
      stack.database = { id, inputs, outputs: properties };
    };
    await answer.then(keep, (error: unknown) => {
      if (error instanceof HostCallError && error.kept) keep(error.kept);
      throw error;
    });
  }

  return stack;
}
