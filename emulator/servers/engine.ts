/** How to log in to a database. */
export interface Login {
  username: string;
  password: string;
}

/** One server: the origin of a contract, or a replica of it. */
export interface Plan {
  /** Its own folder, which belongs to the account that runs it. */
  folder: string;
  /** Where it listens, on this machine only and with TLS only. */
  port: number;
  /** The customer's. */
  login: Login;
  /** As in the catalogue: `b2-4`. */
  nodeSize: string;
  /** GB. */
  storageGb: number;
  /** Files in PEM: the certificate that it shows, its key, and the authority that signed it. */
  tls: { cert: string; key: string; ca: string };
  /** The port of the server that it follows; undefined: it is an origin. */
  follows: number | undefined;
  /** Whoever runs it. */
  account: Account;
}

/** An account of the operating system; without ids it is the one of this process. */
export interface Account {
  name: string;
  uid?: number;
  gid?: number;
}

/** A program to start, without a shell. */
export interface Command {
  file: string;
  args: string[];
  /** What it reads from its standard input; default: nothing. */
  input?: string;
  /** Beside PATH and a plain locale. */
  env?: Record<string, string>;
}

/** A database server that this machine has. */
export interface Program {
  /** With its version, as in `PostgreSQL 16.14`. */
  name: string;
  /** What makes an empty database that the customer can log in to, in this order. */
  initialise(plan: Plan): Command[];
  /** Makes a server of its own of the copy of an origin that lies in the folder. */
  becomeReplica(plan: Plan): void;
  /** Writes what the server is to be, and says how it is started. */
  configure(plan: Plan): Command;
  /** What it prints when it can be used. */
  ready: RegExp;
  /** What ends it in good order, without waiting for its clients. */
  stopSignal: NodeJS.Signals;
  /** Makes a changed storage seen by the server while it runs: a signal for it, or a command. */
  showStorage(plan: Plan): NodeJS.Signals | Command;
}

/** Where and as whom servers run. */
export interface Place {
  account: Account;
  /** For copies of programs that the account cannot reach where they lie. */
  programs: string;
}

/** A kind of database server. */
export interface Engine {
  /** What of the catalogue it can stand for. */
  products: readonly string[];
  /** What somebody without it can do. */
  advice: string;
  /** The program that is nearest to this version; undefined: this machine has none. */
  find(version: string, place: Place): Program | undefined;
}
