import type { OrderEvent } from "./events";
import type { State } from "./state";

/** Who may log in. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  username: string;
  password: string;
}

/** What every step of the service works with. */
export interface Context {
  state: State;
  credentials: Credentials;
  /** Milliseconds since 1970. Nothing asks a clock while a request is served. */
  now: number;
  /** Whether an order ends only when its servers are ready. */
  awaitsServers: boolean;
  emit(event: OrderEvent): void;
}
