import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { listenLocally } from "./httpListen";

/** What happens to the bytes of one direction. */
export interface Fault {
  /** Before each piece. */
  latencyMs?: number;
  /** Passes bytes on in pieces of this size. */
  sliceBytes?: number;
  /** How much passes in a second at most. */
  bytesPerSecond?: number;
  /** Passes each piece on twice. */
  twice?: boolean;
  /** How many bytes pass; then `after` happens. Default: all. */
  passBytes?: number;
  /** Both connections are reset, both are closed in order (after `closeDelayMs`), or nothing more is passed on. */
  after?: "reset" | "close" | "silence";
  closeDelayMs?: number;
}

export interface Faults {
  toServer?: Fault;
  toClient?: Fault;
}

/** A TCP proxy on this machine that harms what passes through it. */
export interface FaultProxy {
  port: number;
  /** How many connections there were. */
  connections(): number;
}

/** Starts a proxy to a port of this machine, until the test is over. `faultsOf` says what the n-th connection meets. */
export async function createTcpFaultProxy(
  targetPort: number,
  faults: Faults | ((connection: number) => Faults),
): Promise<FaultProxy> {
  const faultsOf = typeof faults === "function" ? faults : () => faults;
  let connections = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const { toServer = {}, toClient = {} } = faultsOf(connections++);
    const target = connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    target.on("error", () => {});
    client.once("close", () => target.destroy());
    target.once("close", () => client.destroySoon());
    void pass(client, target, toServer);
    void pass(target, client, toClient);
  });
  return { port: await listenLocally(server), connections: () => connections };
}

async function pass(from: Socket, to: Socket, fault: Fault): Promise<void> {
  const { passBytes = Number.POSITIVE_INFINITY } = fault;
  let passed = 0;
  try {
    // Silence is a connection that stays.
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const piece of cut(chunk, fault)) {
        await delay(piece, fault);
        const allowed = piece.subarray(0, passBytes - passed);
        if (allowed.length > 0) to.write(allowed);
        passed += allowed.length;
        if (passed >= passBytes) return await strike(from, to, fault);
      }
    }
    to.end();
  } catch {
    to.destroy();
  }
}

async function delay({ length }: Buffer, { latencyMs = 0, bytesPerSecond }: Fault): Promise<void> {
  const lineMs = bytesPerSecond ? (1_000 * length) / bytesPerSecond : 0;
  if (latencyMs + lineMs > 0) await sleep(latencyMs + lineMs);
}

async function strike(from: Socket, to: Socket, { after = "reset", closeDelayMs = 0 }: Fault): Promise<void> {
  if (after === "silence") return void from.resume();
  if (closeDelayMs > 0) await sleep(closeDelayMs);
  for (const socket of [from, to]) {
    if (after === "reset") socket.resetAndDestroy();
    else socket.end();
  }
}

function cut(chunk: Buffer, { twice = false, sliceBytes }: Fault): Buffer[] {
  const whole = twice ? Buffer.concat([chunk, chunk]) : chunk;
  const size = sliceBytes ?? whole.length;
  const count = Math.ceil(whole.length / size);
  return Array.from({ length: count }, (_, index) => whole.subarray(index * size, (index + 1) * size));
}
