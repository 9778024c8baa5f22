import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { listenLocally } from "./httpListen";

/** A request as the service got it. */
export interface Received {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

export interface Reply {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** A text or bytes as they are, anything else as JSON. */
  body?: unknown;
}

/** What is answered: a reply, or nothing at all: the connection is reset (`reset`) or stays silent (`silent`). */
export type Answer = Reply | "reset" | "silent";
type Answerer = (received: Received, index: number) => Answer | Promise<Answer>;

export interface ServiceOptions {
  /** Answers of the token endpoint; default: `token-1`, `token-2` and so on, for 300 s. */
  logIn?: Answerer;
  tls?: ServerOptions;
}

/** A real HTTP server in the place of the service. */
export interface HttpService {
  port: number;
  apiUrl: string;
  tokenUrl: string;
  /** The calls so far, logins apart. */
  received: Received[];
  logins: Received[];
}

const tokenPath = "/auth/token";

/** Answers calls in turn; the last answer stays. */
export const inTurn =
  (...answers: Answer[]): Answerer =>
  (_received, index) =>
    answers[Math.min(index, answers.length - 1)] ?? "silent";

/** Starts a service that answers as the test says, until the test is over. */
export async function startHttpService(answer: Answerer, options: ServiceOptions = {}): Promise<HttpService> {
  const received: Received[] = [];
  const logins: Received[] = [];
  const logIn = options.logIn ?? giveToken;
  const listener: RequestListener = async (request, response) => {
    const call = await readRequest(request).catch(() => undefined);
    // The connection ended within the request.
    if (!call) return;
    const isLogin = call.path === tokenPath;
    const calls = isLogin ? logins : received;
    calls.push(call);
    write(response, await (isLogin ? logIn : answer)(call, calls.length - 1));
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  const port = await listenLocally(server);
  const url = `${options.tls ? "https" : "http"}://127.0.0.1:${port}`;
  return { port, apiUrl: `${url}/api`, tokenUrl: `${url}${tokenPath}`, received, logins };
}

const giveToken: Answerer = (_call, index) => ({
  body: { access_token: `token-${index + 1}`, token_type: "Bearer", expires_in: 300 },
});

async function readRequest(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "", url: path = "" } = request;
  const headers = request.headers as Record<string, string>;
  return { method, path, headers, body: Buffer.concat(chunks).toString() };
}

function write(response: ServerResponse, answer: Answer): void {
  if (answer === "silent") return;
  if (answer === "reset") return void response.socket?.resetAndDestroy();
  const { status = 200, headers = {}, body = "" } = answer;
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  response.writeHead(status, headers).end(isRaw ? body : JSON.stringify(body));
}
