import { createServer, type Socket } from "node:net";
import { createUndiciTransport } from "../../provider/api/undiciTransport";
import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { createTcpFaultProxy } from "../support/httpFaultProxy";
import { findClosedPort, listenLocally } from "../support/httpListen";
import { startHttpService } from "../support/httpService";
import { createTrustedTls } from "../support/httpTrust";

const startLogin = () => startHttpService(() => "silent");
const place = (api: ReturnType<typeof openApi>) => failureOf(api.placeOrder(someOrder, someTransactionId));

it("knows that nothing was ordered where nobody listens, and tries again", async () => {
  const { tokenUrl } = await startLogin();
  const api = openApi({ apiUrl: `http://127.0.0.1:${await findClosedPort()}`, tokenUrl });
  expect(await place(api)).toMatchObject({ kind: "network", code: "ECONNREFUSED", mayHaveArrived: false });
  expect(api.clock.sleeps).toHaveLength(4);
});

it("knows that nothing was ordered where a name has several addresses, and all refuse", async () => {
  const { tokenUrl } = await startLogin();
  const api = openApi({ apiUrl: `http://localhost:${await findClosedPort()}`, tokenUrl });
  expect(await place(api)).toMatchObject({ code: "ECONNREFUSED", mayHaveArrived: false });
});

it("knows that nothing was ordered under a name that does not exist, and does not try again", async () => {
  const { tokenUrl } = await startLogin();
  const api = openApi({ apiUrl: "https://service.invalid", tokenUrl });
  const failure = await place(api);
  expect(failure.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  expect(failure).toMatchObject({ kind: "network", mayHaveArrived: false });
  expect(failure.message).toContain("check plusserver:apiUrl and the network");
  if (failure.code === "ENOTFOUND") expect(api.clock.sleeps).toEqual([]);
});

const meet = async (doToConnection: (socket: Socket) => unknown) => {
  const { tokenUrl } = await startLogin();
  const port = await listenLocally(createServer(doToConnection));
  return openApi({ apiUrl: `https://127.0.0.1:${port}`, tokenUrl }, { timeoutMs: 400 });
};

it.each([
  ["is reset", (socket: Socket) => socket.resetAndDestroy()],
  ["ends", (socket: Socket) => socket.end()],
  ["stays silent", () => {}],
])("knows that nothing was ordered if the connection %s before TLS is agreed on", async (_what, fault) => {
  const failure = await place(await meet(fault));
  expect(failure).toMatchObject({ kind: "network", step: "place the Cancel order", mayHaveArrived: false });
});

it("sends nothing any more over a connection that comes about when its time is over", async () => {
  const { tls, caFile } = createTrustedTls();
  const service = await startHttpService(() => ({ body: {} }), { tls });
  const slow = await createTcpFaultProxy(service.port, {
    toServer: { latencyMs: 150 },
    toClient: { latencyMs: 150 },
  });
  const transport = createUndiciTransport({ caFile });
  const request = { method: "POST", headers: {}, body: "{}", maxBytes: 1000 };
  const url = `https://127.0.0.1:${slow.port}/`;
  await expect(transport({ ...request, url, timeoutMs: 200 })).rejects.toMatchObject({
    code: "TIMEOUT",
    mayHaveArrived: false,
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(service.received).toEqual([]);
  // The same with more patience: the connection does come about, and it was the time that kept the request back.
  await transport({ ...request, url, timeoutMs: 10_000 });
  expect(service.received).toHaveLength(1);
});

it("knows that a request that cannot be sent was not sent", async () => {
  const service = await startLogin();
  const transport = createUndiciTransport({});
  const request = {
    method: "POST",
    url: service.apiUrl,
    headers: { "x-y": "a\nb" },
    maxBytes: 1,
    timeoutMs: 1000,
  };
  await expect(transport(request)).rejects.toMatchObject({
    code: "UND_ERR_INVALID_ARG",
    mayHaveArrived: false,
  });
  expect(service.received).toEqual([]);
});
