import type { OrderingApi } from "../../provider/api/routes";
import { someOrder, someTransactionId } from "./httpApi";
import { aContract, aCredential, anOrder } from "./wireSamples";

/** One call of the contract. */
export interface KindOfCall {
  name: keyof OrderingApi;
  /** How an error names it. */
  step: string;
  make(api: OrderingApi): Promise<unknown>;
  /** A proper answer. */
  answer: object;
  /** What a success must at least be, whatever was answered. */
  isSound(result: unknown): boolean;
}

const number = "423310";
const resultSetProperties = { total: 1 };
const isId = (value: unknown) => typeof value === "string" && /^[!-~]+$/.test(value);
// biome-ignore lint/suspicious/noExplicitAny: whatever came of an answer
const isOrder = (order: any) => isId(order.orderId) && typeof order.status === "string";
// biome-ignore lint/suspicious/noExplicitAny: whatever came of an answer
const isContract = (contract: any) =>
  isId(contract.contractNumber) &&
  Number.isInteger(contract.database.port) &&
  isList(contract.database.replicaList);
const isList = (value: unknown, isItem: (item: unknown) => boolean = () => true) =>
  Array.isArray(value) && value.every(isItem);

/** Every call that there is. */
export const kindsOfCall: readonly KindOfCall[] = [
  ...(["Provision", "Change", "Cancel"] as const).map(
    (type): KindOfCall => ({
      name: "placeOrder",
      step: `place the ${type} order`,
      make: (api) => api.placeOrder({ ...someOrder, type }, someTransactionId),
      answer: { order: anOrder({ type }) },
      isSound: isOrder,
    }),
  ),
  {
    name: "getOrder",
    step: "read order 64e47d15",
    make: (api) => api.getOrder("64e47d15"),
    answer: { order: anOrder() },
    isSound: isOrder,
  },
  {
    name: "findOrders",
    step: "look up orders",
    make: (api) => api.findOrders({ contractAliasList: ["orders"] }),
    answer: { orderList: [anOrder()], resultSetProperties },
    isSound: (result) => isList(result, isOrder),
  },
  {
    name: "getContract",
    step: `read contract ${number}`,
    make: (api) => api.getContract(number),
    answer: { contract: aContract({ database: { replicaList: [{ host: "replica", port: 3306 }] } }) },
    isSound: isContract,
  },
  {
    name: "findContracts",
    step: "look up contracts",
    make: (api) => api.findContracts({ contractNumberList: [number] }),
    answer: { contractList: [aContract()], resultSetProperties },
    isSound: (result) => isList(result, isContract),
  },
  {
    name: "setAlias",
    step: `name contract ${number}`,
    make: (api) => api.setAlias(number, "orders"),
    answer: { contract: aContract() },
    isSound: isContract,
  },
  {
    name: "getCredentials",
    step: `fetch the credentials of contract ${number}`,
    make: (api) => api.getCredentials(number),
    answer: { credentialList: [aCredential()] },
    isSound: (result) =>
      isList(result, (login) => typeof (login as { password: unknown }).password === "string"),
  },
];
