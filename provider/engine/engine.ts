/** A database that the stack's state holds. */
export interface HeldDatabase {
  urn: string;
  orderId: string;
  contractNumber: string | undefined;
  /** Surplus orders that this database is to cancel. */
  twins?: readonly string[];
}

/** Why waiting must end: the user pressed Ctrl-C once (what is known is still stored), or the CLI was killed. */
export type EndOfRun = "interrupted" | "gone";

/**
 * What an operation lives as long as: creations and updates run beside the program, so its end means Ctrl-C;
 * deletions run after the program has ended, a refresh has none, so for them only the CLI counts.
 */
export type Lifetime = "program" | "cli";

/** What the provider says to the Pulumi engine, and asks it. */
export interface Engine {
  /** Shows a line in the resource's own row while it is worked on. */
  progress(urn: string, text: string): void;
  /** Shows a line in Diagnostics; the same line for the same resource once a run. */
  warn(urn: string, text: string): void;
  /** Whether the CLI is still there to store what happens, asked anew each time. */
  isAlive(): Promise<boolean>;
  /** Runs `work`; the signal fires with an `EndOfRun` as its reason as soon as waiting has lost its point. */
  watch<Result>(lifetime: Lifetime, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** The databases in the stack's last saved state; undefined if it cannot be asked. */
  listHeld(): Promise<HeldDatabase[] | undefined>;
}
