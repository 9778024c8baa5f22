import type { OrderBody } from "../api/routes";
import type { Contract } from "../api/wire";
import { engines } from "../catalog/engines";
import { terms } from "../catalog/terms";
import type { DatabaseInputs } from "../inputs/schema";
import { normalizeSources } from "../inputs/trustedSources";

/** The Provision order for a database; its alias is what it is found by later. */
export function toProvisionOrder(inputs: DatabaseInputs, contractAlias: string): OrderBody {
  const { product, version } = engines[inputs.engine];
  const { billingProfile } = inputs;
  return {
    type: "Provision",
    product,
    version,
    nodeSize: inputs.nodeSize,
    storageGb: inputs.storageGb,
    trustedSourceList: inputs.trustedSources,
    region: inputs.region,
    ...(typeof billingProfile === "string"
      ? { invoiceProfileId: billingProfile }
      : { invoiceProfile: billingProfile }),
    contractAlias,
    readReplicas: inputs.readReplicas,
    acceptedTermsList: terms,
  };
}

/** What a Change order can change, as absolute values; only what differs is there. */
export type ChangeTargets = Partial<{
  nodeSize: string;
  storageGb: number;
  trustedSourceList: string[];
  invoiceProfileId: string;
  readReplicas: number;
}>;

/** What a contract must become to be what the program asks for; empty if it already is. Spelling and order do not count. */
export function findTargets({ database, invoiceProfileId }: Contract, inputs: DatabaseInputs): ChangeTargets {
  const { nodeSize, storageGb, trustedSources, billingProfile, readReplicas } = inputs;
  const sourcesDiffer =
    normalizeSources(database.trustedSourceList).join() !== normalizeSources(trustedSources).join();
  // The data of a new profile were sent once, with the order; from then on the profile is the contract's.
  const profileDiffers = typeof billingProfile === "string" && billingProfile !== invoiceProfileId;
  return {
    ...(nodeSize !== database.nodeSize && { nodeSize }),
    ...(storageGb !== database.storageGb && { storageGb }),
    ...(sourcesDiffer && { trustedSourceList: trustedSources }),
    ...(profileDiffers && { invoiceProfileId: billingProfile }),
    ...(readReplicas !== database.replicaList.length && { readReplicas }),
  };
}
