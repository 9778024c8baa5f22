import type { Clock } from "../clock";
import { ApiError } from "./errors";

/** A token as the token endpoint gave it. */
export interface MintedToken {
  token: string;
  lifeMs: number;
}

/** One token for the whole process. */
export interface TokenSource {
  get(): Promise<string>;
  /** Tells that the service refused this token; the next `get` brings another one. */
  reject(token: string): void;
}

/** The part of a token's life after which a new one is fetched. */
const useUntil = 0.8;

/**
 * Keeps one token, and fetches it once however many calls need it. A passing failure is not kept: the next call tries
 * again. Credentials that were refused are never sent again: every database of a stack would do so, and accounts get
 * locked after a few wrong passwords.
 */
export function createTokenSource(mint: () => Promise<MintedToken>, clock: Clock): TokenSource {
  let current: { token: string; staleAt: number } | undefined;
  let pending: Promise<string> | undefined;
  let refusal: ApiError | undefined;

  const renew = async () => {
    if (refusal) throw refusal;
    // The token's life began on the way, so it is counted from the question.
    const askedAt = clock.now();
    const { token, lifeMs } = await mint().catch((error: unknown) => {
      if (isRefusal(error)) refusal = error;
      throw error;
    });
    current = { token, staleAt: askedAt + lifeMs * useUntil };
    return token;
  };
  return {
    get() {
      if (current && clock.now() < current.staleAt) return Promise.resolve(current.token);
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    reject(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && [400, 401, 403].includes(error.failure.status ?? 0);
