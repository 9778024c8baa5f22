import type { Emulator, EmulatorOptions } from "../../emulator/index";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "./cli";
import { type Conformance, startValidatedEmulator } from "./emulator";

/** What a program of the tests may say of a database: plain values, or `$: "expression"` for JavaScript. */
export type DatabaseArgs = Record<string, unknown>;

/** The database of the vendor's own example: 94.82 EUR per month. */
export const smallDatabase: DatabaseArgs = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123", "222.222.222.128/28"],
  region: "DE-WEST",
  billingProfile: "046073",
};

/** A JavaScript program with one database named `orders` that exports everything there is, secrets included. */
export function oneDatabase(args: DatabaseArgs = {}, options: Record<string, unknown> = {}): string {
  return `const { ManagedDatabase } = require("pulumi-plusserver");
const db = new ManagedDatabase("orders", ${JSON.stringify({ ...smallDatabase, ...args })}, ${JSON.stringify(options)});
for (const name of ["orderId", "orderStatus", "contractNumber", "contractName", "contractStatus", "billingProfileId",
  "host", "port", "username", "password", "databaseName", "connectionUri", "readReplicaEndpoints", "monthlyCost",
  "nodeSize", "storageGb", "trustedSources", "readReplicas"]) exports[name] = db[name];
`;
}

/** A stack in a workspace of its own, and the emulator that it orders from. */
export interface Shop extends Workspace {
  emulator: Emulator & Omit<Conformance, "onExchange">;
  /** The orders that the emulator has booked, as `Provision DONE`, the oldest first. */
  booked(): string[];
  /** The contracts, as `423310 ACTIVE`, the oldest first. */
  contracts(): string[];
  /** How many requests the emulator has received, those for a token included. */
  requests(): number;
}

/** How the provider is told where to order, with the terms accepted. */
export function connectionOf({ apiUrl, tokenUrl, credentials }: Emulator): Record<string, string> {
  return {
    PLUSSERVER_API_URL: apiUrl,
    PLUSSERVER_TOKEN_URL: tokenUrl,
    PLUSSERVER_CLIENT_ID: credentials.clientId,
    PLUSSERVER_CLIENT_SECRET: credentials.clientSecret,
    PLUSSERVER_USERNAME: credentials.username,
    PLUSSERVER_PASSWORD: credentials.password,
    PLUSSERVER_ACCEPT_TERMS: "true",
    PLUSSERVER_SETTLE_SECONDS: "2",
  };
}

const open = new Set<Shop>();
// A test that fails leaves its shop open, and an open server would keep the whole run from ending.
afterAll(async () => {
  for (const shop of open) await shop.dispose();
});

export interface ShopOptions extends Partial<WorkspaceOptions> {
  /** How to start the emulator. */
  service?: Omit<EmulatorOptions, "onExchange">;
}

/** Opens a shop: a stack whose orders finish within a second, unless the test says otherwise. */
export async function openShop({ service, ...options }: ShopOptions = {}): Promise<Shop> {
  const emulator = await startValidatedEmulator({ provisionSeconds: 0.5, ...service });
  const workspace = await createWorkspace({
    program: oneDatabase(),
    ...options,
    env: { ...connectionOf(emulator), ...options.env },
  }).catch(async (error: unknown) => {
    // An open server would keep the whole run from ending.
    await emulator.close();
    throw error;
  });
  const shop: Shop = {
    ...workspace,
    emulator,
    booked: () => emulator.control.orders().map(({ type, status }) => `${type} ${status}`),
    contracts: () =>
      emulator.control.contracts().map(({ contractNumber, status }) => `${contractNumber} ${status}`),
    requests: () => emulator.control.journal().requests.length,
    dispose: async () => {
      open.delete(shop);
      await workspace.dispose();
      await emulator.close();
      if (emulator.exchanges.length > 0) emulator.expectConformance();
    },
  };
  open.add(shop);
  return shop;
}

/** Resolves when it holds, or fails after a minute. */
export async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`still not so: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The results of all; if one fails the others are waited for, since they would outlive the test. */
export async function allOf<Result>(work: Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
