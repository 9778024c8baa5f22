import { availableParallelism } from "node:os";
import type { Service } from "../service";
import { isOpen, lacksServers, type StoredContract, type StoredOrder } from "../state";
import { chooseAccount } from "./account";
import { openAuthority } from "./authority";
import { createContractServers, type Ordered, shapeOf, simulated } from "./contractServers";
import type { Shape } from "./database";
import { listContracts, takeDataRoot } from "./dataRoot";
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

/**
 * Takes the data folder; the servers of running contracts come back with the first `tend`. What is to run is read from
 * orders and contracts each time, so that whatever has changed them is followed: an order, the portal, a reset.
 */
export async function openFleet({ service, stateFile, clientAddress, log }: FleetOptions): Promise<Fleet> {
  const root = await takeDataRoot(stateFile);
  const authority = await openAuthority(root.folder);
  if (!authority)
    log("no servers, orders are simulated: npm install selfsigned, which makes their certificates");
  const { state } = service;
  const account = chooseAccount();
  const parts = { state, root: root.folder, authority, account, clientAddress, log };
  const servers = createContractServers(parts);
  /** By contract number: at most one thing is done to a contract at a time. */
  const jobs = new Map<string, Promise<void>>();
  /** What failed once is not tried again at every look. */
  const givenUp = new Set<string>();
  let closing = false;

  const findContract = (contractNumber: string) =>
    state.contracts.find((one) => one.contractNumber === contractNumber);
  const isBusy = (contractNumber: string) => jobs.has(contractNumber) || jobs.size >= availableParallelism();
  const begin = (contractNumber: string, work: () => Promise<void>) => {
    jobs.set(
      contractNumber,
      work().finally(() => jobs.delete(contractNumber)),
    );
  };
  /** For what no order waits for: said once if it fails. */
  const attempt = (contractNumber: string, what: unknown[], work: () => Promise<unknown>) => {
    const key = JSON.stringify([contractNumber, ...what]);
    if (givenUp.has(key)) return;
    const giveUp = (error: Error) => {
      givenUp.add(key);
      log(`contract ${contractNumber}: ${error.message}`);
    };
    begin(contractNumber, () => work().then(() => {}, giveUp));
  };

  const resume = async (contract: StoredContract) => {
    const { contractNumber, served } = contract;
    if (!servers.hasData(contractNumber)) {
      log(`contract ${contractNumber}: its data is missing, it begins anew with an empty database`);
    }
    const ports = served?.endpoints.map(({ port }) => port);
    service.moveContract(contractNumber, await servers.open(contractNumber, contract, ports));
  };
  const follow = async (contract: StoredContract) => {
    const served = await servers.reshape(contract.contractNumber, contract);
    if (served) service.moveContract(contract.contractNumber, served);
  };

  /** What a Provision order makes while it is processed; what a Change or Cancel order does when it is due. */
  const carryOut = async (
    { orderId, type, fields, brand }: StoredOrder,
    contractNumber: string,
  ): Promise<Served> => {
    if (type === "Provision") {
      return servers.open(contractNumber, { ...(fields as Ordered), brand, orderId });
    }
    const contract = findContract(contractNumber);
    if (type === "Change" && contract) {
      const served = await servers.reshape(contractNumber, { ...contract, ...fields });
      return served ?? contract.served ?? simulated;
    }
    await servers.remove(contractNumber);
    return { endpoints: [], info: "" };
  };
  const finish = async (order: StoredOrder, contractNumber: string) => {
    try {
      service.finishOrder(order.orderId, await carryOut(order, contractNumber));
    } catch (error) {
      const { message } = error as Error;
      log(`order ${order.orderId}: ${message}`);
      service.failOrder(order.orderId, `its server could not be brought up: ${message}`);
      if (order.type === "Provision") await servers.remove(contractNumber);
    }
  };

  /** The contracts that are there, or that a Provision order still makes, with that order. */
  const wanted = () => [
    ...state.contracts.filter(({ status }) => status === "ACTIVE"),
    ...state.orders.filter((order) => order.type === "Provision" && isOpen(order)),
  ];

  const tendRunning = () => {
    const orderIds = new Set(wanted().map(({ orderId }) => orderId));
    for (const [contractNumber, { database, orderId }] of servers.running()) {
      database.enforce();
      if (isBusy(contractNumber)) continue;
      const contract = findContract(contractNumber);
      if (!orderIds.has(orderId)) {
        attempt(contractNumber, [orderId, "remove"], () => servers.remove(contractNumber));
      } else if (contract && !isSame(shapeOf(contract), database.shape)) {
        attempt(contractNumber, [contract.orderId, shapeOf(contract)], () => follow(contract));
      }
    }
  };
  const tendContracts = () => {
    for (const contract of state.contracts) {
      const { contractNumber, status, served } = contract;
      const isServed = status === "ACTIVE" && served !== undefined && served.endpoints.length > 0;
      if (isServed && !servers.running().has(contractNumber) && !isBusy(contractNumber)) {
        attempt(contractNumber, [contract.orderId], () => resume(contract));
      }
    }
  };
  const tendOrders = () => {
    for (const order of state.orders) {
      const { contractNumber, type, stage, endsAt } = order;
      const isAwaited = stage === "processing" && lacksServers(order);
      if (!isAwaited || contractNumber === null || isBusy(contractNumber)) continue;
      // A number that was given before a reset may still be in use.
      const canBegin =
        type === "Provision" ? !servers.running().has(contractNumber) : endsAt <= service.now();
      if (canBegin) begin(contractNumber, () => finish(order, contractNumber));
    }
  };
  const tend = () => {
    if (closing) return;
    tendRunning();
    tendContracts();
    tendOrders();
  };

  const known = new Set(wanted().map(({ contractNumber }) => contractNumber));
  for (const contractNumber of listContracts(root.folder)) {
    if (!known.has(contractNumber)) await servers.remove(contractNumber);
  }
  return {
    caFile: authority?.file,
    tend,
    settle: async () => {
      for (tend(); jobs.size > 0; tend()) await Promise.race(jobs.values());
    },
    close: async () => {
      closing = true;
      await Promise.all(jobs.values());
      await servers.close();
      root.release();
    },
  };
}

const isSame = (one: Shape, other: Shape) => JSON.stringify(one) === JSON.stringify(other);
