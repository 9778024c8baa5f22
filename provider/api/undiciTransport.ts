import { Agent, EnvHttpProxyAgent } from "undici";
import { exchange } from "./exchange";
import { createTunnels, type HttpsProxy } from "./proxy";
import type { Transport } from "./transport";
import { readTrusted } from "./trust";
import { isLoopback } from "./urls";

/** What the connection needs to know; `caFile` adds to the certificates that are trusted anyway. */
export interface TransportOptions {
  caFile?: string | undefined;
  proxy?: HttpsProxy | undefined;
}

const connectTimeoutMs = 10_000;

/** HTTP by undici: TLS 1.2 or newer, a proxy (never for loopback), no redirects, bounded time and size. */
export function createUndiciTransport({ caFile, proxy }: TransportOptions): Transport {
  const ca = caFile ? readTrusted(caFile) : undefined;
  const connect = { minVersion: "TLSv1.2" as const, timeout: connectTimeoutMs, ...(ca && { ca }) };
  const direct = new Agent({ connect });
  const proxied = new EnvHttpProxyAgent({
    connect,
    requestTls: connect,
    proxyTls: connect,
    factory: createTunnels,
    // Plain HTTP goes to loopback alone, which needs no proxy; empty also keeps undici from taking HTTP_PROXY for HTTPS.
    httpProxy: "",
    httpsProxy: proxy?.url ?? "",
    ...(proxy?.authorization && { token: proxy.authorization }),
  });
  return (request) => exchange(isLoopback(new URL(request.url).hostname) ? direct : proxied, request);
}
