import type { Contract, Order } from "../api/wire";

/** Where an order is in its life: the vendor's words are `new`, `processing`, `DONE` and `failed`. */
export type Phase = "running" | "done" | "failed";

/** Status words are compared without regard to case; a word that is not known means that the order still runs. */
export function phaseOf({ status }: Pick<Order, "status">): Phase {
  const word = status.toLowerCase();
  if (word === "done") return "done";
  return word === "failed" ? "failed" : "running";
}

/** A cancelled contract stays readable for good; only this word means that a database is gone. */
export function isCancelled({ status }: Pick<Contract, "status">): boolean {
  return status.toUpperCase() === "CANCELLED";
}
