import type { Clock } from "../clock";
import type { Engine } from "../engine/engine";

/** A database whose creation has not begun so long after its check waits for its turn. */
const patienceMs = 3_000;

/** Hears what the engine asks for, and tells once a run when it works on too few databases at a time. */
export interface ParallelHint {
  /** A database is to be created: the engine checks it before it asks for its creation. */
  announced(urn: string): void;
  begun(urn: string): void;
  /** The creation has nothing left to do but to wait for its order. */
  waits(urn: string): void;
  ended(urn: string): void;
}

/**
 * Pulumi's engine works on four resources for each core at a time if not told otherwise: on a small CI machine 200
 * orders of five minutes would take two hours, although almost all of that is waiting.
 */
export function createParallelHint(clock: Clock, engine: Engine): ParallelHint {
  const toCome = new Set<string>();
  const working = new Set<string>();
  const waiting = new Set<string>();
  let told = false;

  const allWait = () => toCome.size > 0 && waiting.size > 0 && working.size === 0;
  const tellSoon = async () => {
    if (told || !allWait()) return;
    const [next] = toCome;
    await clock.sleep(patienceMs);
    if (told || !allWait() || next === undefined || !toCome.has(next)) return;
    told = true;
    engine.warn(
      next,
      `databases ordered at a time: ${waiting.size}; at least ${toCome.size} more to come, waiting for their turn. pulumi up --parallel 200 orders them all at once, and waiting takes no more requests then`,
    );
  };
  return {
    announced: (urn) => {
      toCome.add(urn);
      void tellSoon();
    },
    begun: (urn) => {
      toCome.delete(urn);
      working.add(urn);
    },
    waits: (urn) => {
      working.delete(urn);
      waiting.add(urn);
      void tellSoon();
    },
    ended: (urn) => {
      working.delete(urn);
      waiting.delete(urn);
    },
  };
}
