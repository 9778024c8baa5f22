/** Where a client connects. */
export interface Endpoint {
  host: string;
  port: number;
}

/** What really runs for a contract. */
export interface Served {
  /** The origin, then its read replicas; empty: nothing runs. */
  endpoints: Endpoint[];
  /** For a person: which server it is. */
  info: string;
}
