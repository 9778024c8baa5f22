import type { ApiError } from "./errors";

/**
 * How often a call may be made: `safe` calls read, or set something to an absolute value, and may be repeated after
 * any passing failure; `once` calls order something and are repeated only if the service certainly took nothing.
 */
export type RetryClass = "safe" | "once";

const attempts = 5;
const baseMs = 250;
const capMs = 20_000;
/** Whoever is asked to stay away for longer is told so, rather than kept waiting for hours. */
const longestPauseMs = 120_000;

/** How long to wait before the next attempt, in ms; undefined: give up. `attempt` counts from 1. */
export function delayBeforeRetry(
  error: ApiError,
  retryClass: RetryClass,
  attempt: number,
  random: () => number,
): number | undefined {
  const { status, code, mayHaveArrived, retryAfterMs = 0 } = error.failure;
  if (attempt >= attempts) return undefined;
  if (!isPassing(status, code)) return undefined;
  // A service that says it has taken nothing (429), or that was never reached, can be asked again for an order, too.
  if (retryClass === "once" && mayHaveArrived) return undefined;
  // To come back earlier than the service allows is no way out either.
  if (retryAfterMs > longestPauseMs) return undefined;
  const backoff = random() * Math.min(capMs, baseMs * 2 ** attempt);
  return Math.max(backoff, retryAfterMs);
}

/** Names that are not found, certificates that are not trusted, proxies that refuse: they do not mend within seconds. */
const lasting =
  /^(ENOTFOUND|CERT_|.*SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO|ERR_TLS|ERR_SSL|ERR_INVALID|UND_ERR_INVALID|UND_ERR_PRX_TLS|PROXY_4|BODY_)/;

function isPassing(status: number | undefined, code: string | undefined): boolean {
  if (status !== undefined) return status === 408 || status === 429 || status >= 500;
  return !lasting.test(code ?? "");
}

/** Bounds the repeats of a whole process, so that an outage is not made worse: full at first, each success adds a little. */
export class RetryBudget {
  private tokens: number;

  constructor(
    private readonly capacity = 50,
    private readonly perSuccess = 0.1,
  ) {
    this.tokens = capacity;
  }

  /** Whether one more repeat is allowed. */
  take(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  succeeded(): void {
    this.tokens = Math.min(this.capacity, this.tokens + this.perSuccess);
  }
}
