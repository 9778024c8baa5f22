import type { RefusalReason } from "./decide";
import type { Match } from "./lookUp";
import { readEngineName } from "./outputs";
import { aliasOf, type Reference } from "./reference";

/** Nothing was ordered, since something that was found must be judged by a person first. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";

  constructor(why: RefusalReason, matches: readonly Match[], reference: Reference) {
    const found = matches.map(describeMatch).join("; ");
    super(`nothing was ordered: ${reasons[why](reference)} Found: ${found}.`);
  }
}

const release = (reference: Reference) =>
  `it was kept on purpose: set its alias in the portal to "${aliasOf(reference, "condemned")}", then this program lets go of it`;

const takeOver =
  'the state was lost, or could not be saved: take it over with the resource option import: "<number of the contract>" and run the same command again';

const reasons: Record<RefusalReason, (reference: Reference) => string> = {
  replacement: () =>
    "this database would be replaced (by --replace, taint or replaceOnChanges) and its data destroyed. Write allowReplacement: true if the data may go; otherwise run pulumi up without --replace, or pulumi state untaint.",
  settled: (reference) =>
    `a database of this name was ordered before, but this stack's state does not hold it. Either ${takeOver}; or it belongs to a stack of the same project and name on another backend: set plusserver:namespace in one of them; or ${release(reference)}.`,
  different: (reference) =>
    `an interrupted run ordered another engine or region under this name. Either write what it ordered, run pulumi up, and change it then; or cancel it in the portal; or ${release(reference)}.`,
  beside: () =>
    "beside the contract to import there is another database that was ordered under this name. Leave the option import out to go on with that one, or cancel it in the portal.",
  stateUnknown: (reference) =>
    `a database of this name was ordered before, and the engine could not be asked whether this stack's state holds it. Run pulumi up again; if that does not help, ${takeOver}, or ${release(reference)}.`,
};

/** One line about an order and its contract, enough to find them in the portal. */
export function describeMatch({ order, contract }: Match): string {
  const what = `${readEngineName(order) ?? "unknown engine"} in ${order.region ?? "unknown region"}`;
  const number = contract?.contractNumber ?? order.contractNumber;
  const inContract = number
    ? `contract ${number} (${contract?.status ?? "not readable yet"})`
    : "no contract yet";
  return `order ${order.orderId} of ${order.orderDate}, ${order.status}, ${what}, ${inContract}`;
}
