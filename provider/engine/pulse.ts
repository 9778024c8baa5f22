import { connect } from "node:net";
import type { EndOfRun } from "./engine";
import type { Run } from "./run";

const patienceMs = 2_000;

/** Whether something listens at `host:port`. Only a refused connection is a no: a slow machine is not a dead one. */
export function isListening(address: string): Promise<boolean> {
  const separator = address.lastIndexOf(":");
  const socket = connect({
    host: address.slice(0, separator),
    port: Number(address.slice(separator + 1)),
    timeout: patienceMs,
  });
  return new Promise((resolve) => {
    const answer = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once("connect", () => answer(true));
    socket.once("timeout", () => answer(true));
    socket.once("error", (error: NodeJS.ErrnoException) => answer(error.code !== "ECONNREFUSED"));
  });
}

/**
 * What is left of the run: a CLI that was killed takes the engine's address with it; one Ctrl-C ends the program
 * and with it the resource monitor, while the engine waits for what is under way. Undefined: all is well.
 */
export async function takePulse(engineAddress: string, run: Run | undefined): Promise<EndOfRun | undefined> {
  if (!(await isListening(engineAddress))) return "gone";
  if (!run?.monitor) return undefined;
  return (await isListening(run.monitor)) ? undefined : "interrupted";
}
