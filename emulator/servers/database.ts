import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataOf } from "./files";
import { type NodeOptions, type NodeShape, openNode, type ServerNode } from "./serverNode";

/** What a database is to be; it can change while it runs. */
export interface Shape extends NodeShape {
  readReplicas: number;
}

export interface DatabaseOptions extends NodeOptions {
  /** Its own, made if it is not there. Data that is there already is taken up. */
  folder: string;
}

/** The servers of one contract: an origin and its read replicas, each behind its own gate. */
export interface Database {
  readonly shape: Shape;
  /** Where clients connect: the origin, then the replicas. */
  ports(): number[];
  /** Makes it what it is to be; where the node size or the replicas change, it restarts with its data. */
  reshape(shape: Shape): Promise<void>;
  /** Ends the connections of those who may no longer come in. */
  enforce(): void;
  /** Ends all servers and keeps their data. */
  close(): Promise<void>;
}

/** In the origin's folder once its empty database is made. */
const madeFile = "made";

/** Whether the folder holds a database that was used. */
export const hasData = (folder: string) => existsSync(join(folder, "0", madeFile));

/**
 * Starts the servers of a contract; resolves when all of them can be used. `gatePorts` are those of an earlier run, so
 * that clients find it again.
 */
export async function openDatabase(
  { folder, ...options }: DatabaseOptions,
  shape: Shape,
  gatePorts: number[] = [],
): Promise<Database> {
  const { program } = options;
  mkdirSync(folder, { recursive: true });
  // The account has to get through to the folders in it, which are its own.
  chmodSync(folder, 0o755);
  const open = (index: number) => openNode(join(folder, `${index}`), gatePorts[index] ?? 0, options);
  const origin = await open(0);
  const replicas: ServerNode[] = [];
  const nodes = () => [origin, ...replicas];
  let current = shape;

  const makeOrigin = async () => {
    if (hasData(folder)) return;
    rmSync(dataOf(origin), { recursive: true, force: true });
    for (const command of program.initialise(origin.plan(shape))) await origin.run(command);
    writeFileSync(join(origin.folder, madeFile), "");
  };
  /** A replica begins as a copy of the origin while that does not run: no server has to bring a tool for it. */
  const copyOrigin = async (replica: ServerNode) => {
    rmSync(dataOf(replica), { recursive: true, force: true });
    await replica.run({ file: "cp", args: ["-R", dataOf(origin), replica.folder] });
  };
  const stopAll = async () => {
    for (const node of nodes().reverse()) await node.stop();
  };
  const trimReplicas = async (count: number) => {
    for (const replica of replicas.splice(count)) await replica.remove();
  };
  const startAll = async (wanted: Shape) => {
    await trimReplicas(wanted.readReplicas);
    while (replicas.length < wanted.readReplicas) replicas.push(await open(replicas.length + 1));
    await origin.start(wanted);
    if (replicas.length === 0) return;
    // What is copied has to have run at this size: a replica may not be smaller than its origin once was.
    await origin.stop();
    for (const replica of replicas) await copyOrigin(replica);
    await origin.start(wanted);
    for (const replica of replicas) {
      program.becomeReplica(replica.plan(wanted, origin.port()));
      await replica.start(wanted, origin.port());
    }
  };
  const restart = async (wanted: Shape) => {
    await stopAll();
    try {
      await startAll(wanted);
    } catch (error) {
      // A change that fails leaves it as it was.
      await stopAll();
      await startAll(current);
      throw error;
    }
  };
  const reshape = async (wanted: Shape) => {
    const isMore = wanted.readReplicas > current.readReplicas;
    if (isMore || wanted.nodeSize !== current.nodeSize) await restart(wanted);
    else await trimReplicas(wanted.readReplicas);
    if (wanted.storageGb !== current.storageGb) {
      for (const node of nodes()) await node.showStorage(wanted);
    }
    current = wanted;
  };
  const close = async () => {
    for (const node of nodes().reverse()) await node.close();
  };

  try {
    await makeOrigin();
    await startAll(shape);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get shape() {
      return current;
    },
    ports: () => nodes().map(({ gate }) => gate.port),
    reshape,
    enforce: () => {
      for (const { gate } of nodes()) gate.enforce();
    },
    close,
  };
}
