import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { type Answer, inTurn, startHttpService } from "../support/httpService";
import { startOfTime } from "../support/virtualClock";
import { anOrder } from "../support/wireSamples";

const start = (...answers: Answer[]) => startHttpService(inTurn(...answers));
const done = { body: { order: anOrder() } };
const unavailable = { status: 503, body: "<html>busy</html>" };
const tooMany = (retryAfter: string) => ({
  status: 429,
  headers: { "retry-after": retryAfter },
  body: { error: { code: "too_many_requests", message: "slow down", requestId: "1" } },
});

it("makes five attempts of a call that reads, and tells of the last", async () => {
  const service = await start(unavailable);
  const api = openApi(service);
  const failure = await failureOf(api.getOrder("1"));
  expect(failure).toMatchObject({ kind: "status", status: 503, detail: "<html>busy</html>" });
  expect(service.received).toHaveLength(5);
  expect(api.clock.sleeps).toEqual([250, 500, 1000, 2000]);
});

it("names each attempt anew, and all of them as one operation", async () => {
  const service = await start(unavailable, unavailable, done);
  await openApi(service).getOrder("1");
  const ids = (name: string) => new Set(service.received.map(({ headers }) => headers[name]));
  expect(ids("x-message-id").size).toBe(3);
  expect(ids("x-transaction-id").size).toBe(1);
});

it("sends an order only once when the answer is 503", async () => {
  const service = await start(unavailable);
  const failure = await failureOf(openApi(service).placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ status: 503, mayHaveArrived: true });
  expect(service.received).toHaveLength(1);
});

it("sends an order again after 429, with the same bytes and the same number, once it may", async () => {
  const service = await start(tooMany("7"), done);
  const api = openApi(service);
  expect(await api.placeOrder(someOrder, someTransactionId)).toEqual(anOrder());
  expect(api.clock.sleeps).toEqual([7000]);
  const [first, second] = service.received;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["x-transaction-id"]).toBe(someTransactionId);
  expect(first?.headers["x-transaction-id"]).toBe(someTransactionId);
});

it("asks before it sends an order again, and not before the first time", async () => {
  const service = await start(tooMany("7"), done);
  const asked: number[] = [];
  await openApi(service).placeOrder(someOrder, someTransactionId, async () => {
    asked.push(service.received.length);
  });
  expect(asked).toEqual([1]);
});

it("does not send an order again if nobody is left who wants it", async () => {
  const service = await start(tooMany("7"), done);
  const gone = new Error("the engine is gone");
  const placing = openApi(service).placeOrder(someOrder, someTransactionId, () => Promise.reject(gone));
  await expect(placing).rejects.toBe(gone);
  expect(service.received).toHaveLength(1);
});

it("waits until the date that the service names", async () => {
  const service = await start(tooMany(new Date(startOfTime + 90_000).toUTCString()), done);
  const api = openApi(service);
  await api.getOrder("1");
  expect(api.clock.sleeps).toEqual([90_000]);
});

it("ends at once, and says for how long, when the service asks for a pause of hours", async () => {
  const service = await start(tooMany("7200"));
  const api = openApi(service);
  const failure = await failureOf(api.getOrder("1"));
  expect(failure).toMatchObject({ status: 429, code: "too_many_requests", retryAfterMs: 7_200_000 });
  expect(failure.message).toContain("the service asks for a pause of 7200 s");
  expect(api.clock.sleeps).toEqual([]);
});

it("makes no more than fifty repeats in an outage, however many calls there are", async () => {
  const service = await start(unavailable);
  const api = openApi(service);
  await Promise.all(Array.from({ length: 100 }, (_, id) => failureOf(api.getOrder(`${id}`))));
  expect(service.received).toHaveLength(150);
});
