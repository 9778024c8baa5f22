import { createServer } from "node:net";
import { listen } from "../listen";

/** A port of this machine that is free now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0, "127.0.0.1");
  await new Promise((resolve) => server.close(resolve));
  return port;
}
