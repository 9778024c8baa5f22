/**
 * What the program alone knows of the run: where its resource monitor listens, and the stack's full name.
 * The resource class passes it as a hidden input, check takes it out again before anything is stored.
 */
export interface Run {
  /** `host:port`; empty where there is no engine, as in unit tests with mocks. */
  monitor: string;
  /** `organization/project/stack`. */
  stack: string;
}

let current: Run | undefined;

/** Keeps what check was told, for the creations and updates that follow. */
export function rememberRun(run: unknown): void {
  if (typeof run === "object" && run !== null && "monitor" in run) current = run as Run;
}

/** The run that check was told of; undefined in a destroy or a refresh, which run no program. */
export function currentRun(): Run | undefined {
  return current;
}
