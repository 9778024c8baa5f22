import type { Contract } from "../api/wire";
import { monthlyCost } from "../inputs/cost";
import { normalizeSources } from "../inputs/trustedSources";
import { readEngineName } from "../orders/outputs";
import { type CheckedProperties, pickInputs, type StoredProperties } from "./properties";

/** The inputs of a program that would describe a contract that no program has described yet. */
export function describeContract(contract: Contract, urn: string): CheckedProperties {
  const { database, invoiceProfileId } = contract;
  const engine = readEngineName(database);
  if (!engine) {
    const what = `${database.product} ${database.version}`;
    throw new Error(`contract ${contract.contractNumber} is for ${what}, which this release does not know`);
  }
  const nothing = { engine, trustedSources: [], billingProfile: invoiceProfileId, allowReplacement: false };
  return describeAsInputs(contract, { ...nothing, __urn: urn } as unknown as CheckedProperties);
}

/** The inputs that would describe the contract as it is now; spelling and order of addresses do not count. */
export function describeAsInputs(
  { database, invoiceProfileId }: Contract,
  stored: CheckedProperties & Partial<Pick<StoredProperties, "billingProfileId">>,
): CheckedProperties {
  const inputs = pickInputs(stored);
  const nodeSize = database.nodeSize as CheckedProperties["nodeSize"];
  const readReplicas = database.replicaList.length;
  const sources = normalizeSources(database.trustedSourceList);
  const profileIsStored =
    typeof inputs.billingProfile === "string"
      ? inputs.billingProfile === invoiceProfileId
      : !stored.billingProfileId || stored.billingProfileId === invoiceProfileId;
  return {
    ...inputs,
    engine: readEngineName(database) ?? inputs.engine,
    region: database.region as CheckedProperties["region"],
    nodeSize,
    storageGb: database.storageGb,
    trustedSources:
      sources.join() === normalizeSources(inputs.trustedSources).join() ? inputs.trustedSources : sources,
    billingProfile: profileIsStored ? inputs.billingProfile : invoiceProfileId,
    readReplicas,
    monthlyCost: monthlyCost({ nodeSize, storageGb: database.storageGb, readReplicas }),
  };
}
