import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { products } from "../catalog";
import { passwordOf, usernameOf } from "../ids";
import type { Service } from "../service";
import type { StoredContract, StoredOrder } from "../state";
import { chooseAccount } from "./account";
import { openAuthority } from "./authority";
import { type Database, hasData, openDatabase, type Shape } from "./database";
import { listContracts, takeDataRoot } from "./dataRoot";
import type { Program } from "./engine";
import { isAllowed } from "./isAllowed";
import { adviceFor, createPrograms } from "./programs";
import type { Served } from "./served";

export interface FleetOptions {
  service: Service;
  /** The state file; undefined: all data ends with the emulator. */
  stateFile: string | undefined;
  /** The public address that clients on this machine stand for. */
  clientAddress: string;
  /** A line for a person. */
  log(line: string): void;
}

/** All database servers behind an emulator. */
export interface Fleet {
  /** What clients trust; undefined: no server can show a certificate, so none runs. */
  readonly caFile: string | undefined;
  /** Begins what has become necessary: starts, changes and removes servers, and closes gates. */
  tend(): void;
  /** Resolves when nothing of it is left to do. */
  settle(): Promise<void>;
  /** Ends all servers; their data stays if there is a state file. */
  close(): Promise<void>;
}

/** What a database was ordered as. */
type Ordered = Pick<StoredContract, "product" | "version" | "brand"> & Shape;

interface Running {
  database: Database;
  /** Its Provision order: until that is done there is no contract. */
  orderId: string;
}

/** Takes the data folder; the servers of running contracts come back with the first `tend`. */
export async function openFleet({ service, stateFile, clientAddress, log }: FleetOptions): Promise<Fleet> {
  const root = await takeDataRoot(stateFile);
  const account = chooseAccount();
  const authority = await openAuthority(root.folder);
  if (!authority)
    log("no servers, orders are simulated: npm install selfsigned, which makes their certificates");
  const programs = createPrograms({ account, programs: join(root.folder, "programs") });
  const running = new Map<string, Running>();
  /** At most one thing is done to a contract at a time. */
  const jobs = new Map<string, Promise<void>>();
  /** What failed once is not tried again at every look. */
  const givenUp = new Set<string>();
  const advised = new Set<string>();
  let closing = false;

  const { state } = service;
  const folderOf = (contractNumber: string) => join(root.folder, contractNumber);
  const findContract = (contractNumber: string) =>
    state.contracts.find((one) => one.contractNumber === contractNumber);

  const findProgram = ({ product, version, brand }: Ordered) => {
    const program = authority && programs.find(product, version);
    if (!program && authority && !advised.has(product)) {
      advised.add(product);
      log(`no server for ${brand} ${version}, it is simulated: ${adviceFor(product)}`);
    }
    return program;
  };

  const open = async (contractNumber: string, orderId: string, ordered: Ordered, gatePorts?: number[]) => {
    const program = findProgram(ordered);
    if (!program || !authority) return simulated;
    const isOpen = () => {
      const contract = findContract(contractNumber);
      return contract?.status === "ACTIVE" && isAllowed(clientAddress, contract.trustedSourceList);
    };
    const login = { username: usernameOf(contractNumber), password: passwordOf(state, contractNumber) };
    const folder = folderOf(contractNumber);
    const options = { program, folder, login, authority, account, isOpen };
    const database = await openDatabase(options, shapeOf(ordered), gatePorts);
    running.set(contractNumber, { database, orderId });
    return describe(database, program, ordered);
  };

  const remove = async (contractNumber: string) => {
    await running.get(contractNumber)?.database.close();
    running.delete(contractNumber);
    rmSync(folderOf(contractNumber), { recursive: true, force: true });
  };

  const reshape = async (contractNumber: string, ordered: Ordered): Promise<Served | undefined> => {
    const found = running.get(contractNumber);
    const program = findProgram(ordered);
    if (!found || !program) return undefined;
    await found.database.reshape(shapeOf(ordered));
    return describe(found.database, program, ordered);
  };

  const resume = async (contract: StoredContract) => {
    const { contractNumber, orderId, served } = contract;
    if (!hasData(folderOf(contractNumber))) {
      log(`contract ${contractNumber}: its data is missing, it begins anew with an empty database`);
    }
    const ports = served?.endpoints.map(({ port }) => port);
    service.moveContract(contractNumber, await open(contractNumber, orderId, contract, ports));
  };

  /** What a Provision order makes while it is processed; what a Change or Cancel order does when it is due. */
  const carryOut = async ({ orderId, type, fields, brand }: StoredOrder, contractNumber: string) => {
    if (type === "Provision") return open(contractNumber, orderId, { ...(fields as Ordered), brand });
    const contract = findContract(contractNumber);
    if (type === "Change" && contract) {
      const served = await reshape(contractNumber, { ...contract, ...fields });
      return served ?? contract.served ?? simulated;
    }
    await remove(contractNumber);
    return { endpoints: [], info: "" };
  };

  const finish = async (order: StoredOrder, contractNumber: string) => {
    try {
      service.finishOrder(order.orderId, await carryOut(order, contractNumber));
    } catch (error) {
      log(`order ${order.orderId}: ${(error as Error).message}`);
      service.failOrder(order.orderId, `its server could not be brought up: ${(error as Error).message}`);
    }
  };

  const begin = (contractNumber: string, work: () => Promise<void>) => {
    const job = work().finally(() => jobs.delete(contractNumber));
    jobs.set(contractNumber, job);
  };

  /** For what no order waits for: said once if it fails. */
  const attempt = (contract: StoredContract, work: () => Promise<void>) => {
    const { contractNumber, orderId } = contract;
    const what = JSON.stringify([orderId, shapeOf(contract)]);
    if (givenUp.has(what)) return;
    begin(contractNumber, () =>
      work().catch((error: Error) => {
        givenUp.add(what);
        log(`contract ${contractNumber}: ${error.message}`);
      }),
    );
  };

  const isBusy = (contractNumber: string) => jobs.has(contractNumber) || jobs.size >= availableParallelism();

  const tendRunning = () => {
    for (const [contractNumber, { database, orderId }] of running) {
      database.enforce();
      if (isBusy(contractNumber)) continue;
      const contract = findContract(contractNumber);
      const isAwaited = state.orders.some((one) => one.orderId === orderId && isOpenOrder(one));
      if (contract?.status !== "ACTIVE" && !isAwaited) begin(contractNumber, () => remove(contractNumber));
      else if (contract && !isSame(shapeOf(contract), database.shape)) {
        attempt(contract, async () => {
          const served = await reshape(contractNumber, contract);
          if (served) service.moveContract(contractNumber, served);
        });
      }
    }
  };

  const tendContracts = () => {
    for (const contract of state.contracts) {
      const { contractNumber, status, served } = contract;
      const isServed = status === "ACTIVE" && served !== undefined && served.endpoints.length > 0;
      if (isServed && !running.has(contractNumber) && !isBusy(contractNumber)) {
        attempt(contract, () => resume(contract));
      }
    }
  };

  const tendOrders = () => {
    for (const order of state.orders) {
      const { contractNumber, type, stage, failsWith, served, endsAt } = order;
      const isAwaited = stage === "processing" && failsWith === null && served === undefined;
      if (!isAwaited || contractNumber === null || isBusy(contractNumber)) continue;
      if (type === "Provision" || endsAt <= service.now())
        begin(contractNumber, () => finish(order, contractNumber));
    }
  };

  const removeForgotten = () => {
    const known = new Set([
      ...state.contracts.flatMap((one) => (one.status === "ACTIVE" ? [one.contractNumber] : [])),
      ...state.orders.flatMap((one) => (isOpenOrder(one) ? [one.contractNumber] : [])),
    ]);
    for (const contractNumber of listContracts(root.folder)) {
      if (!known.has(contractNumber)) rmSync(folderOf(contractNumber), { recursive: true, force: true });
    }
  };

  const tend = () => {
    if (closing) return;
    tendRunning();
    tendContracts();
    tendOrders();
  };

  removeForgotten();
  return {
    caFile: authority?.file,
    tend,
    settle: async () => {
      for (tend(); jobs.size > 0; tend()) await Promise.race(jobs.values());
    },
    close: async () => {
      closing = true;
      await Promise.all(jobs.values());
      await Promise.all([...running.values()].map(({ database }) => database.close()));
      root.release();
    },
  };
}

const simulated: Served = { endpoints: [], info: "no server: simulated" };

const isOpenOrder = ({ stage }: StoredOrder) => stage === "new" || stage === "processing";
const isSame = (one: Shape, other: Shape) => JSON.stringify(one) === JSON.stringify(other);

function shapeOf({ product, nodeSize, storageGb, readReplicas }: Ordered): Shape {
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
