import type { Contract, Credential, Order } from "../api/wire";
import { type EngineName, engineNameOf, engines } from "../catalog/engines";

/** What a database is, beyond what was asked for; null where it is not known yet. The meaning of each: `ManagedDatabase`. */
export interface DatabaseOutputs {
  orderId: string;
  orderStatus: string;
  contractNumber: string | null;
  contractName: string | null;
  contractStatus: string | null;
  billingProfileId: string | null;
  host: string | null;
  port: number | null;
  username: string | null;
  password: string | null;
  databaseName: string | null;
  connectionUri: string | null;
  readReplicaEndpoints: string[];
}

/** What is known of a database so far. */
export interface Known {
  order: Pick<Order, "orderId" | "status" | "contractNumber" | "invoiceProfileId">;
  contract?: Contract | undefined;
  credential?: Credential | undefined;
}

/** Turns what the service said into outputs. */
export function toOutputs({ order, contract, credential }: Known, engine: EngineName): DatabaseOutputs {
  const database = contract?.database;
  return {
    orderId: order.orderId,
    orderStatus: order.status,
    contractNumber: contract?.contractNumber ?? order.contractNumber ?? null,
    contractName: contract?.contractName ?? null,
    contractStatus: contract?.status ?? null,
    billingProfileId: contract?.invoiceProfileId ?? order.invoiceProfileId ?? null,
    host: database?.host ?? null,
    port: database?.port ?? null,
    username: credential?.username ?? null,
    password: credential?.password ?? null,
    databaseName: credential ? databaseNameOf(engine, credential) : null,
    connectionUri: contract && credential ? connectionUriOf(engine, contract, credential) : null,
    readReplicaEndpoints: (database?.replicaList ?? []).map(({ host, port }) => `${host}:${port}`),
  };
}

/** A PostgreSQL user has a database of its own name; other engines start without one. */
function databaseNameOf(engine: EngineName, { username }: Credential): string {
  return engines[engine].ownDatabase ? username : "";
}

/** The form that the engine's drivers take, with TLS required. */
function connectionUriOf(engine: EngineName, { database }: Contract, credential: Credential): string {
  const { scheme, tlsQuery } = engines[engine];
  const user = `${encodeURIComponent(credential.username)}:${encodeURIComponent(credential.password)}`;
  const query = tlsQuery ? `?${tlsQuery}` : "";
  return `${scheme}://${user}@${database.host}:${database.port}/${databaseNameOf(engine, credential)}${query}`;
}

/** The engine that an order or a contract's database names, as a program writes it. */
export function readEngineName({
  product,
  version,
}: {
  product?: string | undefined;
  version?: string | undefined;
}) {
  return product && version ? engineNameOf(product, version) : undefined;
}
