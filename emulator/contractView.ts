import { toContractProductName } from "./catalog";
import { hostOf } from "./ids";
import { formatTime } from "./orderView";
import type { Endpoint } from "./servers/served";
import type { State, StoredContract } from "./state";

/** A contract as it is answered. */
export interface ContractView {
  contractNumber: string;
  contractName: string;
  contractAlias: string | null;
  productName: string;
  status: "ACTIVE" | "CANCELLED";
  activationDate: string;
  orderId: string;
  invoiceProfileId: string;
  /** Which server really runs; not there if the emulator runs none. */
  info?: string;
  database: Endpoint & {
    product: string;
    version: string;
    nodeSize: string;
    storageGb: number;
    trustedSourceList: string[];
    region: string;
    replicaList: Endpoint[];
  };
}

/** Shows a contract as it is. */
export function viewContract(state: State, contract: StoredContract): ContractView {
  const { contractNumber, contractName, contractAlias, brand, status, orderId, invoiceProfileId } = contract;
  const { product, version, nodeSize, storageGb, trustedSourceList, region, served } = contract;
  const endpoint = (index: number) => endpointOf(state, contract, index);
  const replicaList = Array.from({ length: contract.readReplicas }, (_, index) => endpoint(index + 1));
  return {
    contractNumber,
    contractName,
    contractAlias,
    productName: toContractProductName(brand),
    status,
    activationDate: formatTime(contract.activatedAt),
    orderId,
    invoiceProfileId,
    ...(served && { info: served.info }),
    database: {
      product,
      version,
      nodeSize,
      storageGb,
      trustedSourceList,
      region,
      ...endpoint(0),
      replicaList,
    },
  };
}

/** Where the origin (0) or a replica (from 1) of a contract is: its server, or an address that leads nowhere. */
export function endpointOf(state: State, contract: StoredContract, index: number): Endpoint {
  const { contractNumber, port, served } = contract;
  return served?.endpoints[index] ?? { host: hostOf(state, contractNumber, index), port };
}
