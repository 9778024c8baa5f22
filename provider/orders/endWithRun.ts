import type { OrderingApi } from "../api/routes";
import type { EndOfRun } from "../engine/engine";
import { RunEndedError } from "./context";

/**
 * The same calls; whoever waits for a read is let go at once when the run ends (`RunEndedError`), be it in the pause
 * before a repeat. What orders or names something goes to its end, and so does what is asked after the end.
 */
export function endWithRun(api: OrderingApi, signal: AbortSignal): OrderingApi {
  const bound =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    (...args: Args) =>
      unlessEnded(signal, call(...args));
  return {
    ...api,
    getOrder: bound(api.getOrder),
    findOrders: bound(api.findOrders),
    getContract: bound(api.getContract),
    findContracts: bound(api.findContracts),
    getCredentials: bound(api.getCredentials),
  };
}

function unlessEnded<Result>(signal: AbortSignal, call: Promise<Result>): Promise<Result> {
  if (signal.aborted) return call;
  return new Promise((resolve, reject) => {
    const leave = () => reject(new RunEndedError(signal.reason as EndOfRun));
    signal.addEventListener("abort", leave, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
