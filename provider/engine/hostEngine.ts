import type { Engine } from "./engine";
import { type LogLine, openLog } from "./log";
import { isListening, takePulse } from "./pulse";
import { currentRun } from "./run";
import { readHeldDatabases } from "./state";
import { createWatch } from "./watch";

/**
 * The engine behind Pulumi's dynamic provider host. The host is started with the engine's address as its last
 * argument; without one (a test with mocks) nothing is reported and the engine counts as alive.
 */
export function createHostEngine(engineAddress: string | undefined): Engine {
  const told = new Set<string>();
  let log: ((line: LogLine) => void) | undefined;
  const say = (line: LogLine) => {
    if (!engineAddress) return;
    log ??= openLog(engineAddress);
    log(line);
  };
  return {
    progress: (urn, text) => say({ urn, text, ephemeral: true }),
    warn: (urn, text) => {
      if (told.has(urn + text)) return;
      told.add(urn + text);
      say({ urn, text, ephemeral: false });
    },
    isAlive: async () => !engineAddress || isListening(engineAddress),
    watch: createWatch(
      async () => (engineAddress ? takePulse(engineAddress, currentRun()) : undefined),
      () => process.exit(1),
    ),
    listHeld: () => readHeldDatabases(currentRun()),
  };
}
