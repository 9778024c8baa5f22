import { rmSync } from "node:fs";
import { join } from "node:path";
import { products } from "../catalog";
import { passwordOf, usernameOf } from "../ids";
import type { State, StoredContract } from "../state";
import type { Authority } from "./authority";
import { type Database, hasData, openDatabase, type Shape } from "./database";
import type { Account, Program } from "./engine";
import { isAllowed } from "./isAllowed";
import { adviceFor, createPrograms } from "./programs";
import type { Served } from "./served";

/** What a database was ordered as. */
export type Ordered = Pick<StoredContract, "product" | "version" | "brand"> & Shape;

/** A database that runs. */
export interface Running {
  database: Database;
  /** Its Provision order: after a reset another contract may have the same number. */
  orderId: string;
}

export interface ContractServersOptions {
  state: State;
  /** Where all their folders lie, each named by its contract. */
  root: string;
  /** Undefined: no server can show a certificate, so all are simulated. */
  authority: Authority | undefined;
  account: Account;
  /** The public address that clients on this machine stand for. */
  clientAddress: string;
  /** A line for a person. */
  log(line: string): void;
}

/** The databases that run, by contract number. Each call says what then runs for the contract. */
export interface ContractServers {
  /** Starts the servers of a contract, on data that is there; `gatePorts` are where clients knew them. */
  open(contractNumber: string, ordered: Ordered & { orderId: string }, gatePorts?: number[]): Promise<Served>;
  /** Makes a database what it is to be; undefined: nothing runs for the contract. */
  reshape(contractNumber: string, ordered: Ordered): Promise<Served | undefined>;
  /** Ends the servers of a contract, if they run, and removes its data. */
  remove(contractNumber: string): Promise<void>;
  running(): ReadonlyMap<string, Running>;
  hasData(contractNumber: string): boolean;
  /** Ends all servers and keeps their data. */
  close(): Promise<void>;
}

export const simulated: Served = { endpoints: [], info: "no server: simulated" };

export function createContractServers(options: ContractServersOptions): ContractServers {
  const { state, root, authority, account, clientAddress, log } = options;
  const programs = createPrograms({ account, programs: join(root, "programs") });
  const running = new Map<string, Running>();
  const advised = new Set<string>();
  const folderOf = (contractNumber: string) => join(root, contractNumber);

  const findProgram = ({ product, version, brand }: Ordered) => {
    const program = authority && programs.find(product, version);
    if (!program && authority && !advised.has(product)) {
      advised.add(product);
      log(`no server for ${brand} ${version}, it is simulated: ${adviceFor(product)}`);
    }
    return program;
  };

  return {
    async open(contractNumber, ordered, gatePorts) {
      const program = findProgram(ordered);
      if (!program || !authority) return simulated;
      const isOpen = () => {
        const contract = state.contracts.find((one) => one.contractNumber === contractNumber);
        return contract?.status === "ACTIVE" && isAllowed(clientAddress, contract.trustedSourceList);
      };
      const login = { username: usernameOf(contractNumber), password: passwordOf(state, contractNumber) };
      const folder = folderOf(contractNumber);
      const parts = { program, folder, login, authority, account, isOpen };
      const database = await openDatabase(parts, shapeOf(ordered), gatePorts);
      running.set(contractNumber, { database, orderId: ordered.orderId });
      return describe(database, program, ordered);
    },
    async reshape(contractNumber, ordered) {
      const { database } = running.get(contractNumber) ?? {};
      const program = findProgram(ordered);
      if (!database || !program) return undefined;
      await database.reshape(shapeOf(ordered));
      return describe(database, program, ordered);
    },
    async remove(contractNumber) {
      await running.get(contractNumber)?.database.close();
      running.delete(contractNumber);
      rmSync(folderOf(contractNumber), { recursive: true, force: true });
    },
    running: () => running,
    hasData: (contractNumber) => hasData(folderOf(contractNumber)),
    close: async () => {
      await Promise.all([...running.values()].map(({ database }) => database.close()));
    },
  };
}

/** How big the database of an order or a contract is to be. */
export function shapeOf({ product, nodeSize, storageGb, readReplicas }: Ordered): Shape {
  const most = products.find((one) => one.product === product)?.maxReplicas ?? 0;
  // A contract that was edited in the portal may say anything.
  return { nodeSize, storageGb, readReplicas: Math.min(readReplicas, most) };
}

function describe(database: Database, program: Program, { brand, version }: Ordered): Served {
  const ordered = `${brand} ${version}`;
  const isOrdered = program.name === ordered || program.name.startsWith(`${ordered}.`);
  return {
    endpoints: database.ports().map((port) => ({ host: "localhost", port })),
    info: isOrdered ? program.name : `${program.name} stands in for ${ordered}`,
  };
}
