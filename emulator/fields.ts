import { invalid } from "./refusal";

/** An object of a request's body whose members have not been checked yet. */
export type Fields = Record<string, unknown>;

/** The path of a member, as errors name it. */
export const at = (path: string, name: string) => (path ? `${path}.${name}` : name);

/** The value as an object. */
export function readObject(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(path, "must be an object");
  return value as Fields;
}

/** A misspelled name must not pass as something that was left out. */
export function refuseUnknown(fields: Fields, known: readonly string[], path: string): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(at(path, unknown), "is not known");
}

/** A text that is not empty. */
export function readText(value: unknown, path: string): string {
  if (typeof value !== "string" || value.trim() === "") throw invalid(path, "must be a text");
  return value;
}

/** A whole number within the bounds. */
export function readInteger(value: unknown, path: string, { min, max }: { min: number; max: number }) {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    throw invalid(path, `must be a whole number from ${min} to ${max}`);
  }
  return value;
}

/** One of the given words. */
export function readOneOf<Word extends string>(value: unknown, path: string, words: readonly Word[]): Word {
  if (!isOneOf(words, value)) throw invalid(path, `must be one of ${words.join(", ")}`);
  return value;
}

/** A list, its members read one by one. */
export function readList<Item>(
  value: unknown,
  path: string,
  readItem: (item: unknown, path: string) => Item,
): Item[] {
  if (!Array.isArray(value)) throw invalid(path, "must be a list");
  return value.map((item, index) => readItem(item, `${path}[${index}]`));
}

export function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return words.some((word) => word === value);
}

/** The customer's own text on a contract. */
export function readAlias(value: unknown, path: string): string {
  if (typeof value !== "string") throw invalid(path, "must be a text");
  if ([...value].length > 100) throw invalid(path, "must have at most 100 characters");
  return value;
}
