import type { Clock } from "../clock";
import { gather } from "./gather";
import type { OrderingApi } from "./routes";
import type { Contract, Order } from "./wire";

/**
 * The same calls; those that read one thing, or what has an alias, and are made at about the same time are joined to
 * one search. A read that nobody shares stays what it was.
 */
export function joinReads(api: OrderingApi, clock: Clock): OrderingApi {
  return { ...api, ...joinOrderReads(api, clock), ...joinContractReads(api, clock) };
}

function joinOrderReads(api: OrderingApi, clock: Clock): Pick<OrderingApi, "getOrder" | "findOrders"> {
  const byId = gather<Order>({
    clock,
    find: (orderIdList) => api.findOrders({ orderIdList }),
    findOne: async (orderId) => [await api.getOrder(orderId)],
    keyOf: (order) => order.orderId,
  });
  const byAlias = gather<Order>({
    clock,
    find: (contractAliasList) => api.findOrders({ contractAliasList }),
    keyOf: (order) => order.contractAlias,
  });
  const byContract = gather<Order>({
    clock,
    find: (contractNumberList) => api.findOrders({ contractNumberList }),
    keyOf: (order) => order.contractNumber,
  });
  return {
    // A new order may not show up in a search yet.
    getOrder: async (orderId) => (await byId(orderId))[0] ?? api.getOrder(orderId),
    findOrders: async (criterion) => {
      if (criterion !== "all" && "contractAliasList" in criterion)
        return findEach(criterion.contractAliasList, byAlias);
      if (criterion !== "all" && "contractNumberList" in criterion)
        return findEach(criterion.contractNumberList, byContract);
      return api.findOrders(criterion);
    },
  };
}

function joinContractReads(
  api: OrderingApi,
  clock: Clock,
): Pick<OrderingApi, "getContract" | "findContracts"> {
  const byNumber = gather<Contract>({
    clock,
    find: (contractNumberList) => api.findContracts({ contractNumberList }),
    findOne: async (contractNumber) => [await api.getContract(contractNumber)],
    keyOf: (contract) => contract.contractNumber,
  });
  const byAlias = gather<Contract>({
    clock,
    find: (contractAliasList) => api.findContracts({ contractAliasList }),
    keyOf: (contract) => contract.contractAlias,
  });
  return {
    // What a search does not show may be there; if it is not, the error says so.
    getContract: async (number) => (await byNumber(number))[0] ?? api.getContract(number),
    findContracts: async (criterion) =>
      criterion !== "all" && "contractAliasList" in criterion
        ? findEach(criterion.contractAliasList, byAlias)
        : api.findContracts(criterion),
  };
}

const findEach = async <Item>(keys: readonly string[], find: (key: string) => Promise<Item[]>) =>
  (await Promise.all(keys.map(find))).flat();
