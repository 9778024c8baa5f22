import type { ServiceRequest } from "./exchange";
import type { Call } from "./routes";

/** Where the ordering API is; everything beside it is not the vendor's. */
export const apiPath = "/api";
/** Where tokens are given. */
export const tokenPath = "/auth/token";

/** Reads a request into what the rest of the service works with. */
export function readCall({ method, path, headers, body }: ServiceRequest): Call {
  return {
    method: method.toUpperCase(),
    path: toContractPath(path.split("?")[0] ?? ""),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: readBody(body),
    params: {},
  };
}

/** The path as the contract writes it. Anything outside the API keeps its own, which no route has. */
function toContractPath(path: string): string {
  return path.startsWith(`${apiPath}/`)
    ? path.slice(apiPath.length)
    : `${path === tokenPath ? "" : "?"}${path}`;
}

function readBody(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
