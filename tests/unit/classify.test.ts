import { readFailure } from "../../provider/api/answers";
import { ApiError, type Failure } from "../../provider/api/errors";
import { judgeOrderCall } from "../../provider/orders/classify";

const call = { step: "place the Provision order", method: "POST", path: "/orders" };
const failed = (failure: Partial<Failure>) =>
  new ApiError({ ...call, kind: "status", detail: "", mayHaveArrived: true, ...failure });
const answered = (status: number, code?: string) => {
  const body = code ? JSON.stringify({ error: { code, message: "" } }) : "<html>";
  return failed(readFailure({ status, headers: {}, body }, 0));
};

it.each([400, 401, 403, 404, 405, 413, 415, 422, 429])(
  "knows that nothing was ordered after %d",
  (status) => {
    expect(judgeOrderCall(answered(status))).toBe("notPlaced");
    expect(judgeOrderCall(answered(status, "rejected"))).toBe("notPlaced");
  },
);

it.each(["terms_outdated", "order_in_progress", "contract_cancelled"])(
  "knows that nothing was ordered after 409 %s",
  (code) => {
    expect(judgeOrderCall(answered(409, code))).toBe("notPlaced");
  },
);

it.each([
  [409, "transaction_mismatch"],
  [409, "something_new"],
  [409, undefined],
  ...[200, 201, 202, 204, 301, 302, 307, 308, 402, 406, 408, 410, 418, 425, 499].map(
    (s) => [s, undefined] as const,
  ),
  ...[500, 501, 502, 503, 504, 520, 599].map((status) => [status, undefined] as const),
] as [number, string | undefined][])("is in doubt after %d %s", (status, code) => {
  expect(judgeOrderCall(answered(status, code))).toBe("inDoubt");
});

it.each([
  ["a connection that ended after bytes had left", { kind: "network", code: "ECONNRESET" }],
  ["a time-out", { kind: "network", code: "TIMEOUT" }],
  ["an answer that cannot be read", { kind: "body", code: "BODY_UNREADABLE" }],
] as const)("is in doubt after %s", (_what, failure) => {
  expect(judgeOrderCall(failed(failure))).toBe("inDoubt");
});

it.each([
  [
    "a service that was never reached",
    failed({ kind: "network", code: "ECONNREFUSED", mayHaveArrived: false }),
  ],
  [
    "a login that failed, since without a token nothing is sent",
    failed({ status: 503, mayHaveArrived: false }),
  ],
  ["an error of our own, such as settings that are missing", new Error("settings are missing")],
])("knows that nothing was ordered after %s", (_what, error) => {
  expect(judgeOrderCall(error)).toBe("notPlaced");
});
