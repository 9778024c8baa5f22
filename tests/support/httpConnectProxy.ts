import { createServer, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { closeLater } from "./httpCleanup";
import { listenLocally } from "./httpListen";

/** A proxy for HTTPS that leads every name to the same port of this machine. */
export interface ConnectProxy {
  port: number;
  /** Who wanted to go where: `service.test:443`, and with which `Proxy-Authorization`. */
  asked: { target: string; authorization: string | undefined }[];
}

/** Starts a proxy until the test is over; `refuse` does something else than to open a tunnel. */
export async function startConnectProxy(
  targetPort: number,
  refuse?: (client: Socket, request: IncomingMessage) => unknown,
): Promise<ConnectProxy> {
  const asked: ConnectProxy["asked"] = [];
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on("connect", (request, client: Socket) => {
    client.on("error", () => {});
    asked.push({ target: request.url ?? "", authorization: request.headers["proxy-authorization"] });
    if (refuse) return void refuse(client, request);
    const target = connect(targetPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    target.on("error", () => client.destroy());
    client.once("close", () => target.destroy());
  });
  return { port: await listenLocally(server), asked };
}

const proxyNames = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"];

/** Sets the proxy of the environment, and nothing else, until the test is over. */
export function setProxyEnvironment(values: Record<string, string>): void {
  const before = Object.fromEntries(proxyNames.map((name) => [name, process.env[name]]));
  for (const name of proxyNames) delete process.env[name];
  Object.assign(process.env, values);
  closeLater(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}
