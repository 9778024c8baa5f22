import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Authority } from "./authority";
import type { Account, Command, Login, Plan, Program } from "./engine";
import { findFreePort } from "./freePort";
import { type Gate, openGate } from "./gate";
import { changeOwner, writeOwned } from "./ownedFile";
import { type RunningServer, runCommand, startServer } from "./runServer";

/** What all servers of a contract have in common. */
export interface NodeOptions {
  program: Program;
  login: Login;
  authority: Authority;
  account: Account;
  /** Whether clients may connect; asked at each connection, and when the gates are enforced. */
  isOpen(): boolean;
}

/** How big a server is. */
export interface NodeShape {
  nodeSize: string;
  storageGb: number;
}

/** One server in a folder of its own, and the gate in front of it; the gate stays open while the server restarts. */
export interface ServerNode {
  readonly folder: string;
  readonly gate: Gate;
  /** Where the server itself listens since its last start. */
  port(): number;
  /** What the server is to be; `follows` is the port of its origin. */
  plan(shape: NodeShape, follows?: number): Plan;
  run(command: Command): Promise<void>;
  start(shape: NodeShape, follows?: number): Promise<void>;
  showStorage(shape: NodeShape): Promise<void>;
  /** Ends the server and keeps its data. */
  stop(): Promise<void>;
  /** Ends server and gate. */
  close(): Promise<void>;
  /** Ends both and removes the data. */
  remove(): Promise<void>;
}

const startAttempts = 5;

/** Makes the folder and opens the gate, at this port if it can be had. The server is not started. */
export async function openNode(folder: string, gatePort: number, options: NodeOptions): Promise<ServerNode> {
  const { program, login, authority, account, isOpen } = options;
  let port = 0;
  let server: RunningServer | undefined;
  const gate = await openGate({ port: gatePort, target: () => port, isOpen });
  const tls = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem"), ca: join(folder, "ca.pem") };
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  changeOwner(account, folder);
  writeOwned(account, tls.cert, authority.server.cert);
  writeOwned(account, tls.key, authority.server.key);
  writeOwned(account, tls.ca, authority.cert);

  const plan = ({ nodeSize, storageGb }: NodeShape, follows?: number): Plan => {
    return { folder, port, login, nodeSize, storageGb, tls, follows, account };
  };
  const run = (command: Command) => runCommand(command, { folder, account });
  const start = async (shape: NodeShape, follows?: number) => {
    for (let attempt = 1; ; attempt += 1) {
      port = await findFreePort();
      try {
        server = await startServer(program, plan(shape, follows));
        return;
      } catch (error) {
        // Somebody may have taken the port in the meantime.
        if (attempt === startAttempts || !/in use/i.test(`${error}`)) throw error;
      }
    }
  };
  const showStorage = async (shape: NodeShape) => {
    const shown = program.showStorage(plan(shape));
    if (typeof shown === "string") server?.signal(shown);
    else await run(shown);
  };
  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  const close = async () => {
    await stop();
    await gate.close();
  };
  const remove = async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, gate, port: () => port, plan, run, start, showStorage, stop, close, remove };
}
