import { type Answer, toJsonAnswer } from "./exchange";
import { isLoopback } from "./loopback";

/**
 * Refuses a request that another web page makes its reader's browser send; undefined if it is none. Whoever is no
 * browser sends none of these headers but Host, and passes.
 */
export function refuseOtherPages(headers: Record<string, string>): Answer | undefined {
  const { host = "", origin, "sec-fetch-site": site = "none", "sec-fetch-mode": mode } = headers;
  // A name that somebody else made lead to this machine (DNS rebinding) would count as the page's own origin.
  if (!isLoopback(toHostname(host))) return refuse(`${host || "no host"} is not this machine`);
  const isForeign =
    (origin ?? `http://${host}`) !== `http://${host}` || !["same-origin", "none"].includes(site);
  // A link from elsewhere may open the page: only the reader sees what it answers, and nothing may frame it.
  const isLink = mode === "navigate" && origin === undefined;
  return isForeign && !isLink ? refuse("it comes from another web page") : undefined;
}

function toHostname(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

function refuse(message: string): Answer {
  return toJsonAnswer(403, { error: { code: "forbidden", message, requestId: "page" } });
}
