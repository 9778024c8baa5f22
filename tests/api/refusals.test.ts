import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { startHttpService } from "../support/httpService";

const place = async (status: number, body: unknown, headers = {}) =>
  failureOf(
    openApi(await startHttpService(() => ({ status, body, headers }))).placeOrder(
      someOrder,
      someTransactionId,
    ),
  );
const error = {
  code: "rejected",
  message: "The quota is used up",
  field: "order.storageGb",
  requestId: "r-1",
};

it("says what failed, with status, code, field, message, method, path and the number of the message", async () => {
  const failure = await place(422, { error });
  expect(failure).toMatchObject({
    ...{ kind: "status", status: 422, code: "rejected", field: "order.storageGb" },
    ...{ detail: "The quota is used up", method: "POST", path: "/orderEntityService/orders" },
    ...{ mayHaveArrived: false, extra: { requestId: "r-1" } },
  });
  expect(failure.message).toBe(
    `could not place the Cancel order: HTTP 422 rejected (order.storageGb): The quota is used up [POST /orderEntityService/orders, message ${failure.messageId}]`,
  );
});

it("hands on which order is in the way, and which terms hold now", async () => {
  const termsList = [{ name: "SLA", version: "2.2.1" }];
  const failure = await place(409, { error: { ...error, orderId: "64e47d15", termsList } });
  expect(failure.extra).toEqual({ requestId: "r-1", orderId: "64e47d15", termsList });
});

it.each([
  ["terms that are no list", { termsList: 5 }],
  ["terms without a version", { termsList: [{ name: "SLA" }] }],
  ["an order id that is an object", { orderId: {} }],
  ["a message that is a list", { message: [] }],
  ["a field that is a number", { field: 1 }],
  ["no message", { message: undefined }],
  ["something in its prototype", JSON.parse('{"__proto__":{"code":"other"}}')],
])("knows the code of an error with %s", async (_what, change) => {
  const failure = await place(409, { error: { ...error, code: "terms_outdated", ...change } });
  expect(failure).toMatchObject({ status: 409, code: "terms_outdated" });
  expect(typeof failure.detail).toBe("string");
  if ("termsList" in change) expect(failure.extra?.termsList).toBeUndefined();
});

it.each([
  ["nothing", "", "(empty)"],
  ["a web page", "<html>Bad gateway</html>", "<html>Bad gateway</html>"],
  ["null", "null", "null"],
  ["a text as the error", '{"error":"no"}', '{"error":"no"}'],
  ["a code that is a number", '{"error":{"code":1}}', '{"error":{"code":1}}'],
])("shows an error that says %s as it is", async (_what, body, detail) => {
  const failure = await place(400, body);
  expect(failure).toMatchObject({ kind: "status", status: 400, detail, mayHaveArrived: false });
  expect(failure.code).toBeUndefined();
});

it("shows no more than the start of a very long error", async () => {
  const long = "x".repeat(100_000);
  const failure = await place(422, { error: { code: long, message: long, field: long } });
  expect(failure.message.length).toBeLessThan(1000);
});

it("says what to do when the service is broken", async () => {
  expect((await place(503, "")).message).toContain(
    "try again later; if it lasts, give the service these ids",
  );
});
