import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The names in a folder; none if it is not there. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What a JSON file holds; undefined if it is not there, or whoever wrote it was killed over it. */
export function readJson<Content>(file: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Where a server keeps its data, within its folder: this is what a replica begins with a copy of. */
export const dataOf = ({ folder }: { folder: string }) => join(folder, "data");
