/**
 * Inputs that the resource class adds and nobody writes. Pulumi hides names that start with two underscores from
 * diffs; what the engine does not tell a provider travels this way.
 */
export interface HiddenInputs {
  /** The resource's URN. */
  __urn: string;
  /** The option `customTimeouts`. */
  __timeouts?: Record<string, string>;
  /** Who the database is; made by check, then kept for good. */
  __reference: { readable: string; hash: string };
}

/** Hidden inputs that check reads and takes out again, so that they neither reach the state nor make a difference. */
export interface PassingInputs {
  /** How to ask the engine for the state: see `engine/run.ts`. */
  __run?: unknown;
  /** The option `import`: the number of a contract to take over instead of ordering. */
  __import?: string;
  /** The option `aliases`: what the resource was called before. */
  __formerUrns?: string[];
  /** The names of the inputs that are secret. */
  __secrets?: string[];
}

/** What a program wrote, apart from what was added. */
export function pickWritten(news: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(news).filter(([name]) => !name.startsWith("__")));
}
