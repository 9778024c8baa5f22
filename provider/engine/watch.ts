import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { EndOfRun, Engine } from "./engine";

const pulseIntervalMs = 500;
/** So that the last answers are sent, should anybody be there to read them. */
const graceMs = 1_000;

/**
 * One pulse for everything that waits, taken only while something does. Once the CLI is gone and the last wait has
 * ended `leave` is called: a host whose CLI was killed is ended by nobody else.
 */
export function createWatch(
  takePulse: () => Promise<EndOfRun | undefined>,
  leave: () => void,
): Engine["watch"] {
  let waiting = 0;
  let beating = false;
  const ends = { program: new AbortController(), cli: new AbortController() };
  // Every wait listens; from the eleventh on Node would call it a leak, for the user to see.
  setMaxListeners(0, ends.program.signal, ends.cli.signal);
  const leaveIfDone = () => {
    if (ends.cli.signal.aborted && waiting === 0) setTimeout(leave, graceMs);
  };
  const beat = async () => {
    beating = true;
    while (waiting > 0 && !ends.cli.signal.aborted) {
      await sleep(pulseIntervalMs);
      const end = await takePulse();
      if (end) ends.program.abort(end);
      if (end === "gone") ends.cli.abort(end);
    }
    beating = false;
    leaveIfDone();
  };
  return async (lifetime, work) => {
    waiting++;
    if (!beating) void beat();
    try {
      return await work(ends[lifetime].signal);
    } finally {
      waiting--;
      leaveIfDone();
    }
  };
}
