import { type NodeSizeName, nodeSizes } from "../catalog/nodeSizes";
import { hoursPerMonth, storage } from "../catalog/storage";

/** What decides about the price of a database. */
export interface Priced {
  nodeSize: string;
  storageGb: number;
  readReplicas: number;
}

/**
 * The price per month, as `"94.82 EUR"`. `"unknown"` where the vendor publishes no price: most node sizes,
 * and any database with read replicas. A month counts 732 hours, storage is sold in steps of 50 GB.
 */
export function monthlyCost({ nodeSize, storageGb, readReplicas }: Priced): string {
  const eurPerHour = nodeSizes[nodeSize as NodeSizeName]?.eurPerHour;
  // Inputs that check refuses are priced too, for the preview beside the failure.
  if (!eurPerHour || readReplicas !== 0 || !Number.isFinite(storageGb)) return "unknown";
  const steps = storageGb / storage.stepGb;
  const cents = Math.round(
    Number(eurPerHour) * hoursPerMonth * 100 + steps * Number(storage.eurPerStepPerMonth) * 100,
  );
  return `${(cents / 100).toFixed(2)} EUR`;
}
