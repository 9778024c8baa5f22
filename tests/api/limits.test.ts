import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { startRawService } from "../support/httpRaw";
import { type Reply, startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const mebibyte = 1024 ** 2;
const open = async (reply: Reply) => openApi(await startHttpService(() => reply), { timeoutMs: 20_000 });
/** JSON of exactly this many bytes. */
const pad = (value: object, bytes: number) => {
  const text = JSON.stringify({ ...value, pad: "" });
  return text.replace('"pad":""', `"pad":"${"x".repeat(bytes - text.length)}"`);
};
const single = { order: anOrder() };
const list = { orderList: [anOrder()], resultSetProperties: { total: 1 } };
const criterion = { contractAliasList: ["orders"] };

it("reads a single answer of 1 MiB, and a list of 16 MiB", async () => {
  expect(await (await open({ body: pad(single, mebibyte) })).getOrder("1")).toEqual(anOrder());
  const orders = await (await open({ body: pad(list, 16 * mebibyte) })).findOrders(criterion);
  expect(orders).toEqual([anOrder()]);
});

it("refuses a single answer of one byte more, and does not ask again", async () => {
  const api = await open({ body: pad(single, mebibyte + 1) });
  const failure = await failureOf(api.getOrder("1"));
  expect(failure).toMatchObject({ kind: "body", code: "BODY_TOO_LARGE", mayHaveArrived: true });
  expect(failure.message).toContain("larger than 1048576 bytes");
  expect(api.clock.sleeps).toEqual([]);
});

it("refuses a list of one byte more", async () => {
  const failure = await failureOf((await open({ body: pad(list, 16 * mebibyte + 1) })).findOrders(criterion));
  expect(failure).toMatchObject({ code: "BODY_TOO_LARGE" });
});

it("refuses a token answer that is too large", async () => {
  const logIn = () => ({ body: pad({ access_token: "token", expires_in: 300 }, mebibyte + 1) });
  const service = await startHttpService(() => ({ body: single }), { logIn });
  expect(await failureOf(openApi(service).getOrder("1"))).toMatchObject({
    step: "log in",
    code: "BODY_TOO_LARGE",
    mayHaveArrived: false,
  });
});

it("hangs up on an answer without end, rather than to collect it", async () => {
  let closed = false;
  const service = await startRawService((socket) => {
    const flood = () => {
      while (!socket.destroyed && socket.write("x".repeat(65_536)));
    };
    socket.on("drain", flood).once("close", () => {
      closed = true;
    });
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    flood();
  });
  const failure = await failureOf(openApi(service).placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ code: "BODY_TOO_LARGE", mayHaveArrived: true });
  while (!closed) await new Promise(setImmediate);
});

it("takes an endless error page for the error that its status is", async () => {
  const api = await open({ status: 422, body: "x".repeat(2 * mebibyte) });
  expect(await failureOf(api.placeOrder(someOrder, someTransactionId))).toMatchObject({
    kind: "status",
    status: 422,
    mayHaveArrived: false,
  });
});
