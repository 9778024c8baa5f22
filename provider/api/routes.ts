import type { Client, Pause } from "./client";
import { ApiError } from "./errors";
import { readPages } from "./pages";
import type { Contract, Credential, Order } from "./wire";
import {
  contractAnswer,
  contractListAnswer,
  credentialListAnswer,
  orderAnswer,
  orderListAnswer,
  placedOrderAnswer,
} from "./wire";

/** An order as it is sent; the fields of `openapi.yaml`. */
export type OrderBody = { type: "Provision" | "Change" | "Cancel" } & Record<string, unknown>;

/** The contract's calls, typed. This and `wire.ts` are what changes if the service speaks otherwise. */
export interface OrderingApi {
  /** `pause` waits before every attempt but the first: it throws if the order may not be sent any more. */
  placeOrder(body: OrderBody, transactionId: string, pause?: Pause): Promise<Order>;
  getOrder(orderId: string): Promise<Order>;
  findOrders(criterion: OrderCriterion | "all"): Promise<Order[]>;
  getContract(contractNumber: string): Promise<Contract>;
  findContracts(criterion: ContractCriterion | "all"): Promise<Contract[]>;
  /** `pause` as in `placeOrder`. */
  setAlias(contractNumber: string, alias: string, pause?: Pause): Promise<Contract>;
  getCredentials(contractNumber: string): Promise<Credential[]>;
}

export type OrderCriterion =
  | { orderIdList: string[] }
  | { contractAliasList: string[] }
  | { contractNumberList: string[] };
export type ContractCriterion = { contractNumberList: string[] } | { contractAliasList: string[] };

const orders = "/orderEntityService/orders";
const contracts = "/contractEntityService/contracts";
/** The most results of one search. */
const pageSize = 100;

/** An empty list of criteria finds all. */
const listOf = <Criterion>(criterion: Criterion | "all") => (criterion === "all" ? [] : [criterion]);

/** Speaks the ordering contract through the given client. */
export function createOrderingApi(call: Client): OrderingApi {
  return { ...createOrderCalls(call), ...createContractCalls(call) };
}

type OrderCalls = Pick<OrderingApi, "placeOrder" | "getOrder" | "findOrders">;

function createOrderCalls(call: Client): OrderCalls {
  return {
    placeOrder: async (order, transactionId, pause) => {
      const step = `place the ${order.type} order`;
      const request = { step, method: "POST", path: orders, retry: "once", transactionId } as const;
      const answer = placedOrderAnswer(order.type);
      const repeat = pause && { pause };
      return (await call({ ...request, ...repeat, body: { order }, answer })).order;
    },
    getOrder: async (orderId) => {
      const step = `read order ${orderId}`;
      const request = { step, method: "GET", path: pathOf(orders, orderId), retry: "safe" } as const;
      return (await call({ ...request, answer: orderAnswer })).order;
    },
    findOrders: (criterion) => {
      const where = { step: "look up orders", method: "POST", path: `${orders}/search` } as const;
      const readPage = async (offset: number) => {
        const body = { orderSearchList: listOf(criterion), limit: pageSize, offset };
        const request = { ...where, retry: "safe", list: true, body } as const;
        const answer = await call({ ...request, answer: orderListAnswer });
        return { items: answer.orderList, total: answer.resultSetProperties.total };
      };
      return readPages(readPage, (order) => order.orderId, refuseList(where));
    },
  };
}

function createContractCalls(call: Client): Omit<OrderingApi, keyof OrderCalls> {
  return {
    getContract: async (number) => {
      const step = `read contract ${number}`;
      const request = { step, method: "GET", path: pathOf(contracts, number), retry: "safe" } as const;
      return (await call({ ...request, answer: contractAnswer })).contract;
    },
    findContracts: (criterion) => {
      const where = { step: "look up contracts", method: "POST", path: `${contracts}/search` } as const;
      const readPage = async (offset: number) => {
        const body = { contractSearchList: listOf(criterion), limit: pageSize, offset };
        const request = { ...where, retry: "safe", list: true, body } as const;
        const answer = await call({ ...request, answer: contractListAnswer });
        return { items: answer.contractList, total: answer.resultSetProperties.total };
      };
      return readPages(readPage, (contract) => contract.contractNumber, refuseList(where));
    },
    setAlias: async (number, contractAlias, pause) => {
      const step = `name contract ${number}`;
      const request = { step, method: "PUT", path: pathOf(contracts, number), retry: "safe" } as const;
      const repeat = pause && { pause };
      const body = { contract: { contractAlias } };
      return (await call({ ...request, ...repeat, body, answer: contractAnswer })).contract;
    },
    getCredentials: async (number) => {
      const step = `fetch the credentials of contract ${number}`;
      const path = `${pathOf(contracts, number)}/credentials`;
      const request = { step, method: "GET", path, retry: "safe", secret: true } as const;
      return (await call({ ...request, answer: credentialListAnswer })).credentialList;
    },
  };
}

/** An id from a person may hold anything; half a character (a lone surrogate) cannot be encoded. */
const pathOf = (folder: string, id: string) =>
  `${folder}/${encodeURIComponent(Buffer.from(id).toString("utf8"))}`;

const refuseList = (where: { step: string; method: string; path: string }) => (detail: string) =>
  new ApiError({ ...where, kind: "body", code: "BODY_INCOMPLETE", detail, mayHaveArrived: true });
