import type { Fault } from "./faults";
import type { Journal } from "./journal";
import type { Call } from "./routes";
import type { Served } from "./servers/served";
import type { OrderType, Settings, Stage } from "./settings";

/** What a Change order can set, and a contract has. */
export interface Targets {
  nodeSize: string;
  /** GB. */
  storageGb: number;
  trustedSourceList: string[];
  invoiceProfileId: string;
  readReplicas: number;
}

/** What stays as it was ordered. */
export interface Origin {
  product: string;
  version: string;
  region: string;
}

/** An order as it is kept. Times are milliseconds since 1970. */
export interface StoredOrder {
  orderId: string;
  type: OrderType;
  stage: Stage;
  bookedAt: number;
  startsAt: number;
  endsAt: number;
  searchableAt: number;
  /** The reason with which it ends; null: it will be DONE. */
  failsWith: string | null;
  /** Of a Provision order: reserved when it is booked, shown later. */
  contractNumber: string | null;
  /** The contract's alias when the order was placed. */
  contractAlias: string | null;
  brand: string;
  /** What it was sent with, in the service's form. */
  fields: Partial<Targets & Origin>;
  /** What runs for it; undefined: nothing yet, or there are no servers at all. */
  served?: Served;
  transactionId: string;
  /** Of the body, to tell a repeat from another order with the same transaction id. */
  fingerprint: string;
}

/** Whether an order has not ended yet. */
export const isOpen = ({ stage }: StoredOrder) => stage === "new" || stage === "processing";

/** Whether it is not known yet what runs for an order that will succeed. */
export const lacksServers = ({ failsWith, served }: StoredOrder) =>
  failsWith === null && served === undefined;

/** A contract as it is kept. Times are milliseconds since 1970. */
export interface StoredContract extends Targets, Origin {
  contractNumber: string;
  contractName: string;
  contractAlias: string | null;
  brand: string;
  port: number;
  status: "ACTIVE" | "CANCELLED";
  activatedAt: number;
  /** Until then it answers 404. */
  readableAt: number;
  orderId: string;
  /** Undefined: it was made without any server. */
  served?: Served;
  username: string;
}

/** How an order that comes next will end. */
export interface Ending {
  reason: string;
  /** Default: any. */
  orderType?: OrderType;
}

/** Everything that the service knows; plain JSON, so that a file can hold it. */
export interface State {
  format: 1;
  seed: string;
  /** How many ids of each kind have been given out. */
  issued: Record<string, number>;
  settings: Settings;
  faults: Fault[];
  endings: Ending[];
  /** Access tokens and when they end. */
  tokens: Record<string, number>;
  invoiceProfiles: { invoiceProfileId: string; name: string }[];
  orders: StoredOrder[];
  contracts: StoredContract[];
  /** Requests that were received and are still on their way. */
  late: { dueAt: number; call: Call }[];
  journal: Journal;
}

/** The state of a service that has just been opened. */
export function createState(seed: string, settings: Settings): State {
  return {
    format: 1,
    seed,
    issued: {},
    settings,
    faults: [],
    endings: [],
    tokens: {},
    invoiceProfiles: [{ invoiceProfileId: "046073", name: "Default invoice profile" }],
    orders: [],
    contracts: [],
    late: [],
    journal: { requests: [], orders: [], contracts: [] },
  };
}
