import { nodeSizes, type Product, regions, storage } from "./catalog";
import type { Context } from "./context";
import { at, type Fields, readInteger, readOneOf, readText } from "./fields";
import { invalid } from "./refusal";
import type { Targets } from "./state";
import { readTrustedSources } from "./trustedSources";

/** The names of what a Change order can set. */
export const targetNames = [
  "nodeSize",
  "storageGb",
  "trustedSourceList",
  "invoiceProfileId",
  "readReplicas",
] as const;

/** Reads those targets that are there; each is checked against the catalogue or the account. */
export function readTargets(context: Context, fields: Fields, product: Product): Partial<Targets> {
  const { maxReplicas } = product;
  const readers: { [Name in keyof Targets]: (value: unknown, path: string) => Targets[Name] } = {
    nodeSize: (value, path) => readOneOf(value, path, nodeSizes),
    storageGb: readStorage,
    trustedSourceList: readTrustedSources,
    invoiceProfileId: (value, path) => readProfileId(context, value, path),
    readReplicas: (value, path) => readInteger(value, path, { min: 0, max: maxReplicas }),
  };
  const given = targetNames.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, readers[name](fields[name], at("order", name))]));
}

/** Reads the region. */
export const readRegion = (value: unknown) => readOneOf(value, "order.region", regions);

function readStorage(value: unknown, path: string): number {
  const { minGb, maxGb, stepGb } = storage;
  const size = readInteger(value, path, { min: minGb, max: maxGb });
  if (size % stepGb !== 0) throw invalid(path, `must be a multiple of ${stepGb}`);
  return size;
}

function readProfileId({ state }: Context, value: unknown, path: string): string {
  const id = readText(value, path);
  if (!state.invoiceProfiles.some((profile) => profile.invoiceProfileId === id)) {
    throw invalid(path, `names the invoice profile ${id}, which does not exist`);
  }
  return id;
}
