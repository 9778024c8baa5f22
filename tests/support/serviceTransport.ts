import type { Service } from "../../emulator/index";
import { type Transport, TransportError } from "../../provider/api/transport";
import type { Clock } from "../../provider/clock";

/** Where the service seems to be; nothing is ever sent there. */
export const serviceUrls = {
  apiUrl: "https://service.example/api",
  tokenUrl: "https://service.example/auth/token",
};

/**
 * Hands requests to an emulator's service in this process. What a socket would do to a caller happens here too: ended
 * connections, answers that are cut or come too late.
 */
export function createServiceTransport({ handle }: Pick<Service, "handle">, clock: Clock): Transport {
  return async ({ method, url, headers, body, timeoutMs }) => {
    const { pathname, search } = new URL(url);
    const outcome = handle({ method, path: pathname + search, headers, body: body ?? "" });
    if ("dropped" in outcome) throw new TransportError("socket hang up", "ECONNRESET", true);
    const { status, headers: answered, body: text, delayMs = 0, truncated } = outcome;
    if (delayMs > 0) await clock.sleep(Math.min(delayMs, timeoutMs));
    if (delayMs >= timeoutMs) throw new TransportError("timed out", "TIMEOUT", true);
    if (truncated) throw new TransportError("terminated", "UND_ERR_SOCKET", true);
    return { status, headers: answered, body: text };
  };
}
