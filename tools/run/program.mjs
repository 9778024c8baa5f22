import { endChildrenOnInterrupt, interrupted, interruptedCode } from "./interrupt.mjs";
import { StepFailed } from "./steps.mjs";

/**
 * The frame of each tool: runs it, ends its children with it, and turns its outcome into an exit code.
 * @param {() => Promise<number | void>} main Resolves to the exit code, if not 0.
 */
export async function runProgram(main) {
  endChildrenOnInterrupt();
  try {
    process.exitCode = (await main()) || 0;
  } catch (error) {
    if (!(error instanceof StepFailed) && !interrupted()) console.error(error);
    process.exitCode = 1;
  }
  if (interrupted()) process.exitCode = interruptedCode();
}
