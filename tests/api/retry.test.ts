import { ApiError, type Failure } from "../../provider/api/errors";
import { delayBeforeRetry, RetryBudget, type RetryClass } from "../../provider/api/retry";

const failed = (failure: Partial<Failure>) =>
  new ApiError({
    ...{ kind: "status", step: "read", method: "GET", path: "/", detail: "", mayHaveArrived: true },
    ...failure,
  });
const delay = (failure: Partial<Failure>, retry: RetryClass = "safe", attempt = 1, random = 0.5) =>
  delayBeforeRetry(failed(failure), retry, attempt, () => random);
const network = (code: string, mayHaveArrived: boolean) => ({
  kind: "network" as const,
  code,
  mayHaveArrived,
});

it("waits for a random part of 250 ms that double with each attempt, and gives up after five", () => {
  const ceilings = [1, 2, 3, 4].map((attempt) => delay({ status: 503 }, "safe", attempt, 1));
  expect(ceilings).toEqual([500, 1000, 2000, 4000]);
  expect(delay({ status: 503 }, "safe", 3, 0)).toBe(0);
  expect(delay({ status: 503 }, "safe", 3, 0.25)).toBe(500);
  expect(delay({ status: 503 }, "safe", 5)).toBeUndefined();
});

it.each([408, 429, 500, 502, 503, 504, 599])("repeats what only reads after %d", (status) => {
  expect(delay({ status })).toBe(250);
});

it.each([200, 201, 302, 400, 401, 403, 404, 405, 409, 413, 415, 422])(
  "does not repeat after %d",
  (status) => {
    expect(delay({ status })).toBeUndefined();
  },
);

it.each([
  "ECONNREFUSED",
  "ECONNRESET",
  "UND_ERR_SOCKET",
  "TIMEOUT",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "PROXY_502",
  "PROXY_HUNG_UP",
])("repeats what only reads after %s", (code) => {
  expect(delay(network(code, true))).toBe(250);
});

it.each([
  "ENOTFOUND",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "EPROTO",
  "UND_ERR_INVALID_ARG",
  "PROXY_407",
  "BODY_TOO_LARGE",
  "BODY_UNREADABLE",
])("does not repeat after %s, which does not mend within seconds", (code) => {
  expect(delay(network(code, false))).toBeUndefined();
});

it.each([
  ["429", { status: 429, mayHaveArrived: false }, 250],
  ["a connection that was refused", network("ECONNREFUSED", false), 250],
  ["a login that failed with 503", { status: 503, mayHaveArrived: false }, 250],
  ["503", { status: 503 }, undefined],
  ["408", { status: 408 }, undefined],
  ["a connection that was reset", network("ECONNRESET", true), undefined],
  ["a time-out", network("TIMEOUT", true), undefined],
])("repeats an order only if it was certainly not placed: after %s", (_what, failure, expected) => {
  expect(delay(failure, "once")).toBe(expected);
});

it.each([
  [0, 250],
  [100, 250],
  [3_000, 3_000],
  [120_000, 120_000],
  [120_001, undefined],
  [Number.POSITIVE_INFINITY, undefined],
])(
  "never comes back earlier than the service asks for, and gives up rather than wait for long: %d ms",
  (asked, expected) => {
    expect(delay({ status: 429, retryAfterMs: asked })).toBe(expected);
  },
);

it("bounds the repeats of the process, and earns them back slowly", () => {
  const budget = new RetryBudget(3, 0.5);
  expect([1, 2, 3, 4].map(() => budget.take())).toEqual([true, true, true, false]);
  budget.succeeded();
  expect(budget.take()).toBe(false);
  budget.succeeded();
  expect(budget.take()).toBe(true);
  for (let call = 0; call < 100; call++) budget.succeeded();
  expect([1, 2, 3, 4].map(() => budget.take())).toEqual([true, true, true, false]);
});
