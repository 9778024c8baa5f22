import { resourceType } from "../engine/state";
import { readEngineName } from "../orders/outputs";
import type { Mark } from "../orders/reference";
import { findLeftovers, type Held, type Leftover } from "./findLeftovers";
import { openService } from "./openService";
import { openStack, type StackResource } from "./pulumiStack";

/** `pulumi-plusserver leftovers`: lists what the stack pays for and does not hold. Changes nothing. */
export async function leftovers(stackName: string | undefined, print: (text: string) => void): Promise<void> {
  const stack = await openStack(stackName);
  const api = openService(stack.config);
  const held = heldBy(await stack.readResources());
  const [orders, contracts] = await Promise.all([api.findOrders("all"), api.findContracts("all")]);
  const found = findLeftovers({ orders, contracts }, held, stack);
  const name = `${stack.project}/${stack.stack}`;
  if (found.length === 0)
    return print(`Nothing is left over: the state of ${name} holds every live database of its name.`);
  print(
    `The state of ${name} does not hold ${found.length === 1 ? "this database" : `these ${found.length} databases`}:\n`,
  );
  for (const leftover of found) print(`${describe(leftover)}\n`);
  print(advice);
}

function heldBy(resources: StackResource[]): Held {
  const databases = resources.filter(({ type, external }) => type === resourceType && !external);
  const twins = (outputs: StackResource["outputs"]) => (outputs?.__twins as string[] | undefined) ?? [];
  return new Set(
    databases.flatMap(({ id = "", outputs }) => [
      id,
      String(outputs?.contractNumber ?? id),
      ...twins(outputs),
    ]),
  );
}

const reasons: Record<Mark, string> = {
  reserved:
    "an interrupted run ordered it: declare it again, and pulumi up goes on with it; repeat --replace if that is what was interrupted, or cancel it in the portal",
  settled: "a state held it once: take it over with the resource option import, or cancel it in the portal",
  condemned: "it was given up for its successor or let go of: cancel it in the portal if it is not needed",
};

function describe({ order, contract, alias, mark }: Leftover): string {
  const what = readEngineName(contract?.database ?? order ?? {}) ?? "a database";
  const where = contract?.database.region ?? order?.region ?? "an unknown region";
  const number = contract?.contractNumber ?? order?.contractNumber;
  const placed = order ? `order ${order.orderId} of ${order.orderDate}, ${order.status}` : "order not found";
  return [
    `  ${number ? `contract ${number}` : "no contract yet"}: ${what} in ${where}, ${contract?.status ?? "not readable yet"}`,
    `    ${placed}`,
    `    alias "${alias}"`,
    `    ${reasons[mark]}`,
  ].join("\n");
}

const advice = `A stack of the same project and name on another backend shows up here, too: give one of them a plusserver:namespace.
Portal: https://customerservice.plusserver.com/order-status`;
