import type { HeldDatabase } from "../../provider/engine/engine";

export type Properties = Record<string, unknown>;

/** A resource as Pulumi's engine keeps it. */
export interface Entry {
  urn: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** It was created, but something was not finished: the next `up` updates it whatever diff says. */
  unfinished: boolean;
}

/** What the engine stores of a stack. */
export interface StackState {
  /** As in `prod`. */
  stack: string;
  entries: Map<string, Entry>;
  /** Replaced, and still to be deleted. */
  pendingDeletes: Entry[];
}

/** What a program says of one database. */
export interface Declaration {
  inputs: Properties;
  /** The option `aliases`: the name that it had before. */
  formerName?: string | undefined;
  /** The option `import`. */
  import?: string | undefined;
}

/** Databases by name. */
export type Program = Record<string, Declaration>;

const type = "pulumi-nodejs:dynamic/plusserver:ManagedDatabase";

export const urnOf = ({ stack }: Pick<StackState, "stack">, name: string) =>
  `urn:pulumi:${stack}::shop::${type}::${name}`;
export const nameOf = (urn: string) => urn.split("::")[3] ?? "";

/** The databases that the resource monitor would name: those that wait for their deletion are left out. */
export function listHeld({ entries }: StackState): HeldDatabase[] {
  return [...entries.values()].map(({ urn, outputs }) => ({
    urn,
    orderId: String(outputs.orderId),
    contractNumber: typeof outputs.contractNumber === "string" ? outputs.contractNumber : undefined,
    ...(outputs.__twins !== undefined && { twins: outputs.__twins as string[] }),
  }));
}

/** The entry that a declared database has, under its name or the one that it had before. */
export function findEntry(state: StackState, name: string, { formerName }: Declaration): Entry | undefined {
  const { entries } = state;
  return (
    entries.get(urnOf(state, name)) ??
    (formerName === undefined ? undefined : entries.get(urnOf(state, formerName)))
  );
}
