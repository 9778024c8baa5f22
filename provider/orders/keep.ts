import { DeadlineError, RunEndedError } from "./context";
import { NotFinishedError } from "./wait";

/** An error that makes the engine store the resource as created but not ready; the next `up` calls update. */
export interface KeptError extends Error {
  id: string;
  properties: object;
  /** The only text that the engine shows. */
  reasons: string[];
}

/**
 * Turns an error into one that carries the order's id: whatever happens after an order was placed, the state keeps
 * it. `properties` must hold everything that a later update, refresh or delete needs.
 */
export function keepOrder(error: unknown, id: string, properties: object): KeptError {
  const text = `${describeEnd(error, id)} The order is kept in the state: run pulumi up to go on`;
  return Object.assign(new Error(text), { id, properties, reasons: [text] });
}

function describeEnd(error: unknown, id: string): string {
  if (error instanceof RunEndedError)
    return `order ${id}: stopped waiting (${error.reason}), the order itself goes on.`;
  if (error instanceof DeadlineError) return `order ${id}: not finished in time, the order itself goes on.`;
  if (error instanceof NotFinishedError) return `${error.message}.`;
  return `order ${id}: ${error instanceof Error ? error.message : String(error)}.`;
}
