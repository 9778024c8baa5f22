/** What a database engine is to an order, to a driver and to this provider. */
export interface Engine {
  /** The vendor's product word in an order. */
  readonly product: string;
  readonly version: string;
  /** The vendor's name of the product, as contracts show it. */
  readonly productName: string;
  /** Whether read replicas can be ordered. */
  readonly replicas: boolean;
  /** The connection URI up to the credentials, as the engine's drivers take it. */
  readonly scheme: string;
  /** What the URI ends with so that a driver insists on TLS; empty where the scheme already says so. */
  readonly tlsQuery: string;
  /** Whether a user's database exists from the start and has the user's name. */
  readonly ownDatabase: boolean;
}

type Family = Omit<Engine, "version">;

const mariadb: Family = {
  product: "mariadb",
  productName: "Managed Service MariaDB",
  replicas: true,
  scheme: "mariadb",
  tlsQuery: "ssl=true",
  ownDatabase: false,
};
const mysql: Family = {
  product: "mysql",
  productName: "Managed Service MySQL",
  replicas: true,
  scheme: "mysql",
  tlsQuery: "ssl-mode=REQUIRED",
  ownDatabase: false,
};
const postgresql: Family = {
  product: "postgresql",
  productName: "Managed Service PostgreSQL",
  replicas: true,
  scheme: "postgresql",
  tlsQuery: "sslmode=require",
  ownDatabase: true,
};
const couchdb: Family = {
  product: "couchdb",
  productName: "Managed Service CouchDB",
  replicas: false,
  scheme: "https",
  tlsQuery: "",
  ownDatabase: false,
};
const valkey: Family = {
  product: "valkey",
  productName: "Managed Service Valkey",
  replicas: true,
  scheme: "rediss",
  tlsQuery: "",
  ownDatabase: false,
};

/** Every engine that can be ordered, by the name that a program writes. Source: the vendor's catalogue. */
export const engines = {
  "mariadb-10.6": { ...mariadb, version: "10.6" },
  "mariadb-10.11": { ...mariadb, version: "10.11" },
  "mariadb-11.4": { ...mariadb, version: "11.4" },
  "mysql-8.0": { ...mysql, version: "8.0" },
  "mysql-8.4": { ...mysql, version: "8.4" },
  "postgresql-14": { ...postgresql, version: "14" },
  "postgresql-15": { ...postgresql, version: "15" },
  "postgresql-16": { ...postgresql, version: "16" },
  "couchdb-3.3": { ...couchdb, version: "3.3" },
  "valkey-8.1": { ...valkey, version: "8.1" },
} as const satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as EngineName[];

/** The name under which a program knows what the vendor calls product and version; undefined if unknown. */
export function engineNameOf(product: string, version: string): EngineName | undefined {
  return engineNames.find((name) => engines[name].product === product && engines[name].version === version);
}
