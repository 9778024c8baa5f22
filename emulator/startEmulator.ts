import type { Credentials } from "./context";
import type { Control } from "./control";
import { controlPath, handleControl } from "./controlApi";
import { type Outcome, type ServiceRequest, toJsonAnswer } from "./exchange";
import { listen } from "./listen";
import { requireLoopback } from "./loopback";
import { apiPath, tokenPath } from "./readCall";
import { refuseOtherPages } from "./refuseOtherPages";
import { servePage } from "./servePage";
import { createHttpServer, stop } from "./server";
import { type Fleet, openFleet } from "./servers/fleet";
import { createService, type Service, type ServiceOptions } from "./service";
import { openStore, type Store } from "./store";

/** Options of `startEmulator`; all may be left out. */
export interface EmulatorOptions extends Omit<ServiceOptions, "state" | "awaitsServers"> {
  /** Default 0: any that is free. */
  port?: number;
  /** An address of this machine only; default `127.0.0.1`. */
  host?: string;
  /** Where everything is kept over a restart; default: nowhere. */
  stateFile?: string;
  /** Seconds from an order to its end, of each type; default 0, or what the state file says. */
  provisionSeconds?: number;
  /**
   * `auto`: a real database server runs for each contract, if this machine has one; `none` (default): orders end without,
   * and lead to hosts that are not there.
   */
  servers?: "auto" | "none";
  /** The public address that clients on this machine stand for; default: `203.0.113.10`. */
  clientAddress?: string;
  /** A line for a person about the servers; default: nobody is told. */
  log?(line: string): void;
}

/** An emulator that listens. */
export interface Emulator {
  /** Where it listens, as in `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The setting `plusserver:apiUrl`. */
  readonly apiUrl: string;
  /** The setting `plusserver:tokenUrl`. */
  readonly tokenUrl: string;
  readonly credentials: Credentials;
  /** What is otherwise done from outside, over `/_emulator/…`. */
  readonly control: Control;
  /** The certificate of the authority that clients of the servers trust; undefined: there are no servers. */
  readonly caFile: string | undefined;
  /** Ends all connections and servers; what is kept in a file is in it then. */
  close(): Promise<void>;
}

/** How often time is looked at while nobody asks, so that events are told and kept soon. */
const tickMs = 200;

/** From the range for documentation: nobody really connects from there. */
export const defaultClientAddress = "203.0.113.10";

/** Starts an emulator of the ordering service. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, host = "127.0.0.1", stateFile, provisionSeconds, ...others } = options;
  const {
    servers = "none",
    clientAddress = defaultClientAddress,
    log = () => {},
    ...serviceOptions
  } = others;
  requireLoopback(host);
  const store = openStore(stateFile);
  const settings = {
    ...serviceOptions.settings,
    ...(provisionSeconds !== undefined && { provisionMs: provisionSeconds * 1000 }),
  };
  const { loaded } = store;
  const awaitsServers = servers === "auto";
  const service = createService({
    ...serviceOptions,
    settings,
    awaitsServers,
    ...(loaded && { state: loaded }),
  });
  const fleet = awaitsServers ? await openFleet({ service, stateFile, clientAddress, log }) : undefined;
  const server = createHttpServer((request) => answer(service, store, request).finally(() => fleet?.tend()));
  const actualPort = await listen(server, port, host).catch(async (error: unknown) => {
    await fleet?.close();
    throw error;
  });
  await fleet?.settle();
  const stopTicking = startTicking(service, store, fleet);
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`;
  return {
    url,
    apiUrl: `${url}${apiPath}`,
    tokenUrl: `${url}${tokenPath}`,
    credentials: service.credentials,
    control: service.control,
    caFile: fleet?.caFile,
    close: async () => {
      stopTicking();
      await stop(server);
      await fleet?.close();
      await store.save(service.state);
    },
  };
}

/** Nothing is acknowledged before it is kept; what only reads need not wait. */
async function answer(service: Service, store: Store, request: ServiceRequest): Promise<Outcome> {
  const [path = ""] = request.path.split("?");
  const outcome = refuseOtherPages(request.headers) ?? dispatch(service, path, request);
  if (request.method !== "GET" && !path.endsWith("/search")) await store.save(service.state);
  return outcome;
}

function dispatch(service: Service, path: string, request: ServiceRequest): Outcome {
  if (path === tokenPath || path.startsWith(`${apiPath}/`)) return service.handle(request);
  if (path.startsWith(`${controlPath}/`)) return handleControl(service.control, request);
  const elsewhere = { code: "not_found", message: `the API is at ${apiPath}, the page at /` };
  return servePage(request.method, path) ?? toJsonAnswer(404, { error: elsewhere });
}

function startTicking(service: Service, store: Store, fleet: Fleet | undefined): () => void {
  let kept = service.countTouches();
  const tick = setInterval(() => {
    service.advance();
    fleet?.tend();
    const touches = service.countTouches();
    if (touches === kept) return;
    kept = touches;
    store.save(service.state).catch((error: unknown) => console.error(error));
  }, tickMs);
  tick.unref();
  return () => clearInterval(tick);
}
