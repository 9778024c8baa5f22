import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { startRawService, toHttp } from "../support/httpRaw";
import { inTurn, startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const place = (api: ReturnType<typeof openApi>) => failureOf(api.placeOrder(someOrder, someTransactionId));

it("does not repeat an order whose connection was reset after it had left", async () => {
  const service = await startHttpService(() => "reset");
  const api = openApi(service);
  const failure = await place(api);
  expect(failure).toMatchObject({ kind: "network", step: "place the Cancel order", mayHaveArrived: true });
  expect(failure.code).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/);
  expect(service.received).toHaveLength(1);
});

it("ends an attempt in time, and does not repeat an order that stayed without an answer", async () => {
  const service = await startHttpService(() => "silent");
  const failure = await place(openApi(service, { timeoutMs: 150 }));
  expect(failure).toMatchObject({ kind: "network", code: "TIMEOUT", mayHaveArrived: true });
  expect(failure.message).toContain("no answer within 0.15 s");
  expect(service.received).toHaveLength(1);
});

it("ends an attempt in time although the answer trickles on", async () => {
  const service = await startRawService((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n{");
    const trickle = setInterval(() => socket.write(" "), 20);
    socket.once("close", () => clearInterval(trickle));
  });
  const failure = await place(openApi(service, { timeoutMs: 300 }));
  expect(failure).toMatchObject({ code: "TIMEOUT", mayHaveArrived: true });
});

it("allows an attempt of an order 60 seconds", async () => {
  const timeouts: number[] = [];
  const service = await startHttpService(() => ({ body: { order: anOrder() } }));
  const api = openApi(service, {
    transport: async ({ timeoutMs, url }) => {
      timeouts.push(timeoutMs);
      const body = url.endsWith("/token") ? { access_token: "t" } : { order: anOrder() };
      return { status: 200, headers: {}, body: JSON.stringify(body) };
    },
  });
  await api.placeOrder(someOrder, someTransactionId);
  expect(timeouts).toEqual([30_000, 60_000]);
});

it("takes an error that nobody has thought of for an order in doubt", async () => {
  const service = await startHttpService(() => "silent");
  const api = openApi(service, {
    transport: async ({ url }) => {
      if (!url.endsWith("/token")) throw new RangeError("out of something");
      return { status: 200, headers: {}, body: '{"access_token":"t"}' };
    },
  });
  expect(await place(api)).toMatchObject({ kind: "network", code: "UNEXPECTED", mayHaveArrived: true });
});

it.each([
  ["is cut off", toHttp('{"order":', { length: 500 })],
  ["is longer than announced", toHttp('{"order":{"orderId":"1"}}', { length: 9 })],
  ["has a length that is no number", "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}"],
  ["has two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} "],
  ["ends within a chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n50\r\n{"],
  ["ends between two chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n"],
  ["ends before the body", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"],
  ["ends within the head", "HTTP/1.1 200 OK\r\nconte"],
  ["says nothing", ""],
  ["is not HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
  ["has a status of its own", "HTTP/1.1 20 OK\r\n\r\n"],
  ["has a head without end", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(40_000)}\r\n\r\n{}`],
  ["changes the protocol", "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n"],
  ["never comes after an early hint", "HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n"],
  [
    "has no length and no end of its JSON",
    'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"order":{"orderId":"6',
  ],
])("is in doubt about an order whose answer %s", async (_what, answer) => {
  const service = await startRawService((socket) => socket.end(answer, "latin1"));
  const failure = await place(openApi(service, { timeoutMs: 5000 }));
  expect(failure).toMatchObject({ step: "place the Cancel order", mayHaveArrived: true });
  expect(["network", "body"]).toContain(failure.kind);
  expect(service.heard.filter((text) => text.includes("/orders"))).toHaveLength(1);
});

it("reads an answer that comes after an early hint", async () => {
  const hint = "HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n";
  const service = await startRawService((socket) =>
    socket.end(hint + toHttp(JSON.stringify({ order: anOrder() }))),
  );
  expect(await openApi(service).getOrder("1")).toEqual(anOrder());
});

it.each([400, 422, 429])(
  "takes a refusal with status %d for one, although its body is cut off",
  async (status) => {
    const service = await startRawService((socket) =>
      socket.end(toHttp("{", { status: `${status} No`, length: 99 })),
    );
    expect(await place(openApi(service))).toMatchObject({ kind: "status", status, mayHaveArrived: false });
  },
);

it.each([409, 503])("stays in doubt after status %d without its body", async (status) => {
  const service = await startRawService((socket) =>
    socket.end(toHttp("{", { status: `${status} No`, length: 99 })),
  );
  const failure = await place(openApi(service));
  expect(failure).toMatchObject({ kind: "status", status, mayHaveArrived: true });
  expect(failure.code).toBeUndefined();
});

it("repeats what only reads after a connection that was reset", async () => {
  const service = await startHttpService(inTurn("reset", "reset", { body: { order: anOrder() } }));
  expect(await openApi(service).getOrder("1")).toEqual(anOrder());
  expect(service.received).toHaveLength(3);
});
