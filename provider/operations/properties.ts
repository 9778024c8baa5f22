import type { Order } from "../api/wire";
import type { HiddenInputs } from "../inputs/hidden";
import { type DatabaseInputs, inputNames } from "../inputs/schema";
import { type DatabaseOutputs, type Known, toOutputs } from "../orders/outputs";

/** What the host hands over and gets back: a resource's inputs or outputs as plain JSON. */
export type Properties = Record<string, unknown>;

/** Inputs as check has left them. */
export type CheckedProperties = DatabaseInputs & HiddenInputs & { monthlyCost: string; __provider?: string };

/** Everything that the state holds of a database: all inputs (read and delete get nothing else) and all outputs. */
export type StoredProperties = CheckedProperties &
  DatabaseOutputs & {
    /** Surplus orders that are still to be cancelled. */
    __twins?: string[];
  };

/** Everything that the state is to hold, from what is known so far. */
export function toStored(
  inputs: CheckedProperties,
  known: Known,
  twins: readonly string[] = [],
): StoredProperties {
  return { ...inputs, ...toOutputs(known, inputs.engine), ...(twins.length > 0 && { __twins: [...twins] }) };
}

/** The Provision order as far as the state knows it. */
export function storedOrder(
  id: string,
  stored: StoredProperties,
): Pick<Order, "orderId" | "status" | "contractNumber"> {
  return { orderId: id, status: stored.orderStatus, contractNumber: stored.contractNumber };
}

/** The inputs among everything that the state holds. */
export function pickInputs(stored: CheckedProperties): CheckedProperties {
  const names: (keyof CheckedProperties)[] = [
    ...inputNames,
    "monthlyCost",
    "__urn",
    "__reference",
    "__timeouts",
    "__provider",
  ];
  return Object.fromEntries(
    names.filter((name) => stored[name] !== undefined).map((name) => [name, stored[name]]),
  ) as unknown as CheckedProperties;
}
