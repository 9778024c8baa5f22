import type { Engine, Place, Program } from "./engine";
import { mariadb } from "./engines/mariadb";
import { postgresql } from "./engines/postgresql";
import { valkey } from "./engines/valkey";

const engines: readonly Engine[] = [postgresql, mariadb, valkey];

/** The database servers that this machine has. */
export interface Programs {
  /** What can stand for this version of a product; undefined: nothing. Looked for once. */
  find(product: string, version: string): Program | undefined;
}

export function createPrograms(place: Place): Programs {
  const found = new Map<string, Program | undefined>();
  const look = (product: string, version: string) => engineOf(product)?.find(version, place);
  return {
    find: (product, version) => {
      const key = `${product} ${version}`;
      if (!found.has(key)) found.set(key, look(product, version));
      return found.get(key);
    },
  };
}

/** How a server for the product can be had. */
export const adviceFor = (product: string) =>
  engineOf(product)?.advice ?? "the emulator does not know how to run one";

const engineOf = (product: string) => engines.find(({ products }) => products.includes(product));
