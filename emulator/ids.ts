import { createHash, randomBytes } from "node:crypto";
import type { State } from "./state";

type Seeded = Pick<State, "seed" | "issued">;

const hash = (...parts: (string | number)[]) => createHash("sha256").update(parts.join("/")).digest();

/** A seed for ids that nobody has to foresee. */
export const createSeed = () => randomBytes(8).toString("hex");

/** Counts per kind, from 0. */
export function takeNumber(state: Seeded, kind: string): number {
  const number = state.issued[kind] ?? 0;
  state.issued[kind] = number + 1;
  return number;
}

/** The next id of this kind: 24 hexadecimal digits, like the vendor's. */
export function takeHexId(state: Seeded, kind: string): string {
  return hash(state.seed, kind, takeNumber(state, kind)).toString("hex", 0, 12);
}

/** The next chance of this kind: a number above 0, up to 1. */
export function takeChance(state: Seeded, kind: string): number {
  return (hash(state.seed, kind, takeNumber(state, kind)).readUInt32BE() + 1) / 2 ** 32;
}

const firstContract = 423_310;

/** The number of the contract that is made as the `count`th, from 0. */
export const contractNumberOf = (count: number) => String(firstContract + count);

const countOf = (contractNumber: string) => Number(contractNumber) - firstContract;

/** The host of a contract (index 0) or of one of its replicas (from 1): the same at each reading. */
export function hostOf({ seed }: Seeded, contractNumber: string, index: number): string {
  return `node-${hash(seed, "host", contractNumber, index).toString("hex", 0, 12)}.ps-xaas.io`;
}

/** The database user's name. */
export const usernameOf = (contractNumber: string) => `kd${500_986 + countOf(contractNumber)}`;

/** The vendor's own name of a contract. */
export const contractNameOf = (contractNumber: string) => `mansvc${101_740 + countOf(contractNumber)}`;

/** The database user's password: the same at each reading, and with characters that have to be escaped in a URI. */
export function passwordOf({ seed }: Seeded, contractNumber: string): string {
  const text = hash(seed, "password", contractNumber).toString("hex");
  return `${text.slice(0, 10)}/${text.slice(10, 18)}@${text.slice(18, 24)}#`;
}

/** Tells one body from another. */
export const fingerprint = (body: unknown) => hash(JSON.stringify(body)).toString("hex");
