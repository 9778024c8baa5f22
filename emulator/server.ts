import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome, ServiceRequest } from "./exchange";
import { toJsonAnswer } from "./exchange";

const maxBodyBytes = 1024 ** 2;

/** Serves a function over HTTP. Nothing else of the service knows sockets. */
export function createHttpServer(handle: (request: ServiceRequest) => Promise<Outcome>): Server {
  return createServer((message, response) => {
    answer(message, response, handle).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
}

/** Ends the server and every connection, idle or not. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  handle: (request: ServiceRequest) => Promise<Outcome>,
): Promise<void> {
  const body = await readBody(message);
  const { method = "GET", url = "/" } = message;
  const outcome =
    body === undefined
      ? toJsonAnswer(413, { error: { code: "too_large", message: "the body is too large" } })
      : await handle({ method, path: url, headers: readHeaders(message), body });
  if ("dropped" in outcome) {
    message.socket.destroy();
    return;
  }
  if (outcome.delayMs) await sleep(outcome.delayMs, undefined, { ref: false });
  const length = Buffer.byteLength(outcome.body);
  if (!outcome.truncated) {
    response.writeHead(outcome.status, { ...outcome.headers, "content-length": length }).end(outcome.body);
    return;
  }
  response.writeHead(outcome.status, { ...outcome.headers, "content-length": length * 2 });
  response.write(outcome.body, () => message.socket.destroy());
}

/** The whole body; undefined if it is too large. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too large is still read to its end, so that the caller hears why.
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}

function readHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
