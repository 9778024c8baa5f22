import { readCatalog } from "./catalog";
import type { Context } from "./context";
import { readContract, readCredentials, setAlias } from "./contracts";
import { listInvoiceProfiles } from "./invoiceProfiles";
import { placeOrder } from "./placeOrder";
import { readOrder, searchContracts, searchOrders } from "./search";

/** A request, read. */
export interface Call {
  method: string;
  /** As in `openapi.yaml`. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed if it is JSON, else the text. */
  body: unknown;
  /** The variable parts of the path. */
  params: Record<string, string>;
}

/** One call of an API and the function that answers it with a body. */
export interface Route<Subject> {
  method: string;
  /** With `{name}` for each variable part. */
  path: string;
  handle(subject: Subject, call: Call): unknown;
}

/** Every call of the ordering API. Enforced by: `openapi.test.ts` compares this table with `openapi.yaml`. */
export const routes: readonly Route<Context>[] = [
  { method: "GET", path: "/catalogEntityService/products", handle: readCatalog },
  { method: "GET", path: "/billingEntityService/invoiceProfiles", handle: listInvoiceProfiles },
  { method: "POST", path: "/orderEntityService/orders", handle: placeOrder },
  { method: "POST", path: "/orderEntityService/orders/search", handle: searchOrders },
  { method: "GET", path: "/orderEntityService/orders/{orderId}", handle: readOrder },
  { method: "POST", path: "/contractEntityService/contracts/search", handle: searchContracts },
  { method: "GET", path: "/contractEntityService/contracts/{contractNumber}", handle: readContract },
  { method: "PUT", path: "/contractEntityService/contracts/{contractNumber}", handle: setAlias },
  {
    method: "GET",
    path: "/contractEntityService/contracts/{contractNumber}/credentials",
    handle: readCredentials,
  },
];

/** Finds the route of a call and the variable parts of its path. */
export function findRoute<Subject>(table: readonly Route<Subject>[], method: string, path: string) {
  for (const route of table) {
    const params = route.method === method && matchPath(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name) params[name] = decodePart(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** A part that is not well encoded names nothing, which is no reason to fall over. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
