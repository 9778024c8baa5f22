import { findLeftovers } from "../../provider/commands/findLeftovers";
import type { World } from "./world";
import { type Program, urnOf } from "./worldState";

const hour = 60 * 60_000;

/** Lets everything land that is still on its way, and finish. */
export async function letAllLand(world: World): Promise<void> {
  await world.pass(2 * hour);
}

/**
 * Everything that is wrong with how a history has ended, by what the vendor has booked; empty if all is well. What is
 * billed and held by no state is wrong only if the command `leftovers` does not find it: see `countUnheld`.
 */
export function findWrongs(world: World, program: Program): string[] {
  return [
    ...world.ledger.lies(),
    ...findHidden(world),
    ...findMissing(world, program),
    ...findUnasked(world),
    ...findUndead(world),
  ];
}

/** How many databases are billed that no state holds, apart from those that somebody let go of on purpose. */
export const countUnheld = (world: World): number => listUnheld(world).length;

function listUnheld({ ledger, state }: World) {
  const held = listHeldIds(state);
  return ledger
    .live()
    .filter(({ orderId, contractNumber }) => !held.has(orderId) && !ledger.isExcused(contractNumber));
}

const listHeldIds = ({ entries, pendingDeletes }: World["state"]) =>
  new Set([...entries.values(), ...pendingDeletes].map(({ id }) => id));

/** What nobody would ever hear of. */
function findHidden(world: World): string[] {
  const unheld = listUnheld(world);
  if (unheld.length === 0) return [];
  const { control } = world.service;
  const everything = { orders: control.orders(), contracts: control.contracts() };
  const told = findLeftovers(everything, listHeldIds(world.state), {
    project: "shop",
    stack: world.state.stack,
  });
  const toldIds = new Set(told.map(({ order }) => order?.orderId));
  return unheld
    .filter(({ orderId }) => !toldIds.has(orderId))
    .map(({ orderId }) => `order ${orderId} is billed, and nothing tells of it`);
}

/** What the program asks for and is not there, or not as it was asked for. */
function findMissing({ ledger, state, service }: World, program: Program): string[] {
  const live = new Map(ledger.live().map((booked) => [booked.orderId, booked]));
  const ids = new Set<string>();
  return Object.entries(program).flatMap(([name, { inputs }]) => {
    const entry = state.entries.get(urnOf(state, name));
    if (!entry) return [`the state does not hold ${name}`];
    if (ids.has(entry.id)) return [`${name} is held twice`];
    ids.add(entry.id);
    const booked = live.get(entry.id);
    if (!booked) return [`order ${entry.id} of ${name} is not live`];
    if (entry.unfinished) return [`${name} is not finished`];
    if (entry.outputs.contractNumber !== booked.contractNumber) return [`${name} holds another contract`];
    const contract = service.state.contracts.find(({ orderId }) => orderId === entry.id);
    const { nodeSize, storageGb, region, readReplicas } = { ...contract };
    const wanted = {
      nodeSize: inputs.nodeSize,
      storageGb: inputs.storageGb,
      region: inputs.region,
      readReplicas: inputs.readReplicas ?? 0,
    };
    const differs = JSON.stringify({ nodeSize, storageGb, region, readReplicas }) !== JSON.stringify(wanted);
    return differs ? [`contract ${booked.contractNumber} of ${name} is not what the program asks for`] : [];
  });
}

function findUnasked({ ledger }: World): string[] {
  return ledger
    .destroyedUnasked()
    .map((number) => `contract ${number} was cancelled, and nobody asked for it`);
}

/** What a process sent although its CLI was gone: nobody could have stored what came of it. */
function findUndead({ processes }: World): string[] {
  return processes.flatMap(({ sent, cliDiedAt }) => {
    const diedAt = cliDiedAt() ?? Number.POSITIVE_INFINITY;
    const late = sent.filter(({ at, orderType, method }) => at > diedAt && (orderType || method === "PUT"));
    return late.map(
      ({ method, path, orderType }) => `${orderType ?? method} ${path} was sent for a CLI that is gone`,
    );
  });
}
