import { setMaxListeners } from "node:events";
import type { EndOfRun, Engine, HeldDatabase } from "../../provider/engine/engine";

/** An engine that writes down what it is told, and whose end the test decides. */
export interface FakeEngine extends Engine {
  /** The lines of the resource's row, in order. */
  readonly rows: string[];
  /** What Diagnostics shows. */
  readonly warnings: string[];
  /** What the state holds; undefined: it cannot be asked. */
  held: HeldDatabase[] | undefined;
  alive: boolean;
  /** Ends everything that waits. */
  end(reason: EndOfRun): void;
}

/** Makes an engine that is alive and whose state is empty. */
export function createFakeEngine(): FakeEngine {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const engine: FakeEngine = {
    rows: [],
    warnings: [],
    held: [],
    alive: true,
    end: (reason) => ending.abort(reason),
    progress: (_urn, text) => void engine.rows.push(text),
    warn: (_urn, text) => {
      if (!engine.warnings.includes(text)) engine.warnings.push(text);
    },
    isAlive: async () => engine.alive,
    listHeld: async () => engine.held,
    watch: (_lifetime, work) => work(ending.signal),
  };
  return engine;
}
