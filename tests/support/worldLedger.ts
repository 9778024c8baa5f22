import type { Service } from "../../emulator/index";
import type { Demise, Witness } from "./worldRun";
import type { Entry } from "./worldState";

/** A Provision order as the vendor booked it, with what became of it. */
export interface Booked {
  orderId: string;
  alias: string;
  at: number;
  contractNumber: string | undefined;
  failed: boolean;
  /** It is billed now, or will be as soon as it is done. */
  live: boolean;
}

/** What the vendor has booked and bills; the client's own record counts for nothing here. */
export type Ledger = ReturnType<typeof createLedger>;

/** Reads the service's journal, and remembers what people were given and what they asked for. */
export function createLedger(service: Pick<Service, "state" | "advance">) {
  const { state } = service;
  const lies: string[] = [];
  const handedOver = new Set<string>();
  const kept = new Set<string>();
  const mayGo = new Set<string>();
  const allowed = new Set<string>();
  const excused = new Set<string>();
  const isActive = (id: string) => {
    service.advance();
    return state.contracts.some(({ orderId, status }) => orderId === id && status === "ACTIVE");
  };
  const witness: Witness = {
    handedOver: ({ id, urn }) => {
      handedOver.add(id);
      if (!isActive(id)) lies.push(`order ${id} was said to be ready, and is not: ${urn}`);
    },
    kept: ({ id }) => void kept.add(id),
    gone: ({ id, urn }) => {
      if (isActive(id)) lies.push(`order ${id} was said to be gone, and is not: ${urn}`);
    },
    replacementAsked: ({ id }, isAllowed) => void (isAllowed && allowed.add(id)),
    deletionAsked: ({ id }: Entry, why: Demise) => {
      if (why !== "replaced" || allowed.has(id)) mayGo.add(id);
    },
  };

  const provisions = (): Booked[] => {
    const ended = new Set<string>();
    const numbers = new Map<string, string>();
    for (const { event, contractNumber, orderId } of state.journal.contracts) {
      if (event === "cancelled") ended.add(contractNumber);
      else if (orderId !== null) numbers.set(orderId, contractNumber);
    }
    const failed = new Set(
      state.orders.filter(({ stage }) => stage === "failed").map(({ orderId }) => orderId),
    );
    return state.journal.orders
      .filter(({ type }) => type === "Provision")
      .map(({ orderId, contractAlias, at }) => {
        const contractNumber = numbers.get(orderId);
        const live = contractNumber === undefined ? !failed.has(orderId) : !ended.has(contractNumber);
        return { orderId, alias: contractAlias ?? "", at, contractNumber, live, failed: failed.has(orderId) };
      });
  };
  /** Databases that somebody was given and that an order of the provider ended although nobody asked for it. */
  const destroyedUnasked = (): string[] => {
    const owners = new Map(provisions().map(({ contractNumber, orderId }) => [contractNumber, orderId]));
    return state.journal.contracts.flatMap(({ event, contractNumber, orderId }) => {
      const owner = owners.get(contractNumber) ?? "";
      const isUnasked =
        event === "cancelled" && orderId !== null && handedOver.has(owner) && !mayGo.has(owner);
      return isUnasked ? [contractNumber] : [];
    });
  };
  return {
    witness,
    provisions,
    live: () => provisions().filter(({ live }) => live),
    destroyedUnasked,
    /** Orders that cost something and that no state has ever held. */
    neverKept: () => provisions().filter(({ orderId, failed }) => !failed && !kept.has(orderId)),
    /** What the provider said, and was not so. */
    lies: (): readonly string[] => lies,
    /** Somebody goes on paying for this contract on purpose. */
    excuse: (contractNumber: string) => void excused.add(contractNumber),
    isExcused: (contractNumber: string | undefined) => excused.has(contractNumber ?? ""),
    countOrders: (type: string) => state.journal.orders.filter((order) => order.type === type).length,
  };
}
