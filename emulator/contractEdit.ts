import { readAlias, readInteger, readList, readObject, readText, refuseUnknown } from "./fields";
import type { Targets } from "./state";

/** A change of a contract that nobody ordered here: what is left out stays. */
export type ContractEdit = Partial<Targets & { contractAlias: string }>;

const any = { min: 0, max: Number.MAX_SAFE_INTEGER };
const readers: { [Name in keyof Required<ContractEdit>]: (value: unknown, path: string) => unknown } = {
  nodeSize: readText,
  storageGb: (value, path) => readInteger(value, path, any),
  trustedSourceList: (value, path) => readList(value, path, readText),
  invoiceProfileId: readText,
  readReplicas: (value, path) => readInteger(value, path, any),
  contractAlias: readAlias,
};

/** Checks names and types only: drift need not make sense. */
export function readEdit(edit: unknown): ContractEdit {
  const fields = readObject(edit, "");
  refuseUnknown(fields, Object.keys(readers), "");
  const given = Object.entries(readers).filter(([name]) => fields[name] !== undefined);
  return Object.fromEntries(given.map(([name, read]) => [name, read(fields[name], name)]));
}
