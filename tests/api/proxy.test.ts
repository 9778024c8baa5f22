import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { setProxyEnvironment, startConnectProxy } from "../support/httpConnectProxy";
import { startHttpService } from "../support/httpService";
import { createTrustedTls } from "../support/httpTrust";
import { anOrder } from "../support/wireSamples";

const host = "service.test";

/** A service under a name that only the proxy knows. */
async function start(refuse?: (client: Socket, request: IncomingMessage) => void) {
  const { tls, caFile } = createTrustedTls([host]);
  const service = await startHttpService(() => ({ body: { order: anOrder() } }), { tls });
  const proxy = await startConnectProxy(service.port, refuse);
  const addresses = { apiUrl: `https://${host}/api`, tokenUrl: `https://${host}/auth/token` };
  const open = (timeoutMs?: number) =>
    openApi(addresses, { environment: { PLUSSERVER_CA_FILE: caFile }, ...(timeoutMs && { timeoutMs }) });
  return { service, proxy, open, url: `127.0.0.1:${proxy.port}` };
}
const place = (api: ReturnType<typeof openApi>) => failureOf(api.placeOrder(someOrder, someTransactionId));

it.each([
  ["HTTPS_PROXY", "http://"],
  ["https_proxy", "http://"],
  ["HTTPS_PROXY", ""],
])("goes through the proxy that %s names as %jhost:port", async (name, scheme) => {
  const { proxy, open, url } = await start();
  setProxyEnvironment({ [name]: scheme + url });
  expect(await open().getOrder("1")).toEqual(anOrder());
  expect(proxy.asked[0]).toEqual({ target: `${host}:443`, authorization: undefined });
});

it.each([
  ["user:p%40ss%2Fword", "user:p@ss/word"],
  ["user", "user:"],
  ["user:100%", "user:100%"],
])("gives the proxy its credentials: %s", async (written, meant) => {
  const { proxy, open, url } = await start();
  setProxyEnvironment({ HTTPS_PROXY: `http://${written}@${url}` });
  await open().getOrder("1");
  expect(proxy.asked[0]?.authorization).toBe(`Basic ${Buffer.from(meant).toString("base64")}`);
});

it.each([host, `.test`, "other.example, service.test", "*"])(
  "goes past the proxy where NO_PROXY is %j",
  async (list) => {
    const { proxy, open, url } = await start();
    setProxyEnvironment({ HTTPS_PROXY: `http://${url}`, NO_PROXY: list });
    expect(await failureOf(open().getOrder("1"))).toMatchObject({ kind: "network", mayHaveArrived: false });
    expect(proxy.asked).toEqual([]);
  },
);

it("never sends loopback through a proxy", async () => {
  const { proxy, url } = await start();
  setProxyEnvironment({ HTTPS_PROXY: `http://${url}`, HTTP_PROXY: `http://${url}` });
  const { tls, caFile } = createTrustedTls();
  const service = await startHttpService(() => ({ body: { order: anOrder() } }), { tls });
  await openApi(service, { environment: { PLUSSERVER_CA_FILE: caFile } }).getOrder("1");
  expect(proxy.asked).toEqual([]);
});

it("does not take the proxy for plain HTTP, which nothing is sent by", async () => {
  const { proxy, open, url } = await start();
  setProxyEnvironment({ HTTP_PROXY: `http://${url}` });
  expect(await failureOf(open().getOrder("1"))).toMatchObject({ kind: "network", mayHaveArrived: false });
  expect(proxy.asked).toEqual([]);
});

it("sends nothing when the proxy wants other credentials, tries once, and says what to check", async () => {
  const { service, proxy, open, url } = await start((client) =>
    client.end("HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n"),
  );
  setProxyEnvironment({ HTTPS_PROXY: `http://user:of-the-proxy@${url}` });
  const failure = await place(open());
  expect(failure).toMatchObject({ kind: "network", code: "PROXY_407", mayHaveArrived: false });
  expect(failure.message).toContain("check user and password in HTTPS_PROXY");
  expect(failure.message).not.toContain("of-the-proxy");
  expect([proxy.asked.length, service.logins.length]).toEqual([1, 0]);
});

it("tries again when the proxy cannot reach the service just now", async () => {
  const { proxy, open, url } = await start((client) => client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  setProxyEnvironment({ HTTPS_PROXY: `http://${url}` });
  expect(await place(open())).toMatchObject({ kind: "network", code: "PROXY_502", mayHaveArrived: false });
  expect(proxy.asked).toHaveLength(5);
});

it("does not ask a proxy that hangs up again and again without end", async () => {
  const { proxy, open, url } = await start((client) => client.end());
  setProxyEnvironment({ HTTPS_PROXY: `http://${url}` });
  const failure = await place(open());
  expect(failure).toMatchObject({ kind: "network", code: "PROXY_HUNG_UP", mayHaveArrived: false });
  expect(failure.message).toContain("check HTTPS_PROXY and NO_PROXY");
  expect(proxy.asked).toHaveLength(5);
});

it.each([
  ["resets the connection", (client: Socket) => client.resetAndDestroy()],
  ["says nothing", () => {}],
  ["opens a tunnel to nowhere", (client: Socket) => client.end("HTTP/1.1 200 OK\r\n\r\n")],
])("is not in doubt about an order when the proxy %s, and ends in time", async (_what, refuse) => {
  const { service, open, url } = await start(refuse);
  setProxyEnvironment({ HTTPS_PROXY: `http://${url}` });
  expect(await place(open(300))).toMatchObject({ kind: "network", mayHaveArrived: false });
  expect(service.logins).toEqual([]);
});

it("does not trust a tunnel that ends at another host", async () => {
  const other = createTrustedTls(["other.test"]);
  const service = await startHttpService(() => "silent", { tls: other.tls });
  const proxy = await startConnectProxy(service.port);
  setProxyEnvironment({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  const addresses = { apiUrl: `https://${host}/api`, tokenUrl: `https://${host}/auth/token` };
  const api = openApi(addresses, { environment: { PLUSSERVER_CA_FILE: other.caFile } });
  expect(await place(api)).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID", mayHaveArrived: false });
  expect(service.logins).toEqual([]);
});

it.each(["socks5://127.0.0.1:1080", "http://", "http://[::1", "ftp://proxy"])(
  "refuses %j as a proxy, and names variable and value",
  (value) => {
    setProxyEnvironment({ HTTPS_PROXY: value });
    const open = () => openApi({ apiUrl: "https://a.test", tokenUrl: "https://a.test" });
    expect(open).toThrow(`HTTPS_PROXY is ${JSON.stringify(value)}: write one such as http://`);
  },
);

it("does not show a wrong address of a proxy that may hold a password", () => {
  setProxyEnvironment({ HTTPS_PROXY: "socks5://user:of-the-proxy@127.0.0.1" });
  const open = () => openApi({ apiUrl: "https://a.test", tokenUrl: "https://a.test" });
  expect(open).toThrow("HTTPS_PROXY is not an address: write one");
});
