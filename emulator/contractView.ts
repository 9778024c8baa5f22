import { toContractProductName } from "./catalog";
import { hostOf } from "./ids";
import { formatTime } from "./orderView";
import type { State, StoredContract } from "./state";

interface Endpoint {
  host: string;
  port: number;
}

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
  const { product, version, nodeSize, storageGb, trustedSourceList, region, port } = contract;
  const endpoint = (index: number) => ({ host: hostOf(state, contractNumber, index), port });
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
