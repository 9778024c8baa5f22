import { createServer, type Socket } from "node:net";
import { listenLocally } from "./httpListen";

/** A server that knows no HTTP: it says the same bytes to whoever has sent a request. */
export interface RawService {
  port: number;
  apiUrl: string;
  tokenUrl: string;
  /** All that was received, connection by connection. */
  heard: string[];
}

/** What a connection is given once it has said something. */
export type Speak = (socket: Socket, heard: string) => void;

/** Starts a server that speaks as the test says; logins are answered properly if not said otherwise. */
export async function startRawService(
  speak: Speak,
  speakOfLogin: Speak = (socket) => socket.end(toHttp(properLogin)),
): Promise<RawService> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    const index = heard.push("") - 1;
    socket.on("data", (bytes) => {
      const text = bytes.toString("latin1");
      heard[index] += text;
      const say = text.startsWith("POST /auth/token") ? speakOfLogin : speak;
      say(socket, text);
    });
  });
  const port = await listenLocally(server);
  const url = `http://127.0.0.1:${port}`;
  return { port, apiUrl: `${url}/api`, tokenUrl: `${url}/auth/token`, heard };
}

/** A complete answer, byte by byte as given; `length` may lie. */
export function toHttp(body: string, { status = "200 OK", length = Buffer.byteLength(body) } = {}): string {
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`;
}

/** The body of a login that went well. */
export const properLogin = JSON.stringify({ access_token: "token-1", token_type: "Bearer", expires_in: 300 });
