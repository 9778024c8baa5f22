import { connect, createServer, type Socket } from "node:net";
import { listen } from "../listen";

/** What stands in front of a server, as the trusted sources do in front of the real one. */
export interface Gate {
  readonly port: number;
  /** Ends the connections of those who may no longer come in. */
  enforce(): void;
  close(): Promise<void>;
}

export interface GateOptions {
  /** 0: any that is free, which is also taken if this one is not. */
  port: number;
  /** Where the server listens; asked at each connection. */
  target(): number;
  /** Whether clients may come in; asked at each connection. */
  isOpen(): boolean;
}

const host = "127.0.0.1";

/** Opens a port of this machine. Who may not come in is cut off before the server sees a byte. */
export async function openGate({ port, target, isOpen }: GateOptions): Promise<Gate> {
  const open = new Set<Socket>();
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer({ noDelay: true }, (client) => {
    if (!isOpen()) {
      client.destroy();
      return;
    }
    const upstream = connect({ port: target(), host, noDelay: true });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      // An error is followed by close, and the other side hears of it by its own.
      socket.on("error", () => {});
      socket.once("close", () => {
        open.delete(socket);
        // What is still on its way may be the server's last word.
        other.destroySoon();
      });
      socket.pipe(other);
    }
  });
  const actualPort = await listen(server, port, host).catch((error: NodeJS.ErrnoException) => {
    if (port === 0 || error.code !== "EADDRINUSE") throw error;
    return listen(server, 0, host);
  });
  return {
    port: actualPort,
    enforce: () => {
      if (!isOpen()) endAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        endAll();
      }),
  };
}
