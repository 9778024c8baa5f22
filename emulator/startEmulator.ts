import type { Server } from "node:http";
import type { Credentials } from "./context";
import type { Control } from "./control";
import { controlPath, handleControl } from "./controlApi";
import { type Outcome, type ServiceRequest, toJsonAnswer } from "./exchange";
import { requireLoopback } from "./loopback";
import { apiPath, tokenPath } from "./readCall";
import { refuseOtherPages } from "./refuseOtherPages";
import { servePage } from "./servePage";
import { createHttpServer, listen, stop } from "./server";
import { createService, type Service, type ServiceOptions } from "./service";
import { openStore, type Store } from "./store";

/** Options of `startEmulator`; all may be left out. */
export interface EmulatorOptions extends Omit<ServiceOptions, "state"> {
  /** Default 0: any that is free. */
  port?: number;
  /** An address of this machine only; default `127.0.0.1`. */
  host?: string;
  /** Where everything is kept over a restart; default: nowhere. */
  stateFile?: string;
  /** Seconds from an order to its end, of each type; default 0, or what the state file says. */
  provisionSeconds?: number;
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
  /** Ends all connections; what is kept in a file is in it then. */
  close(): Promise<void>;
}

/** How often time is looked at while nobody asks, so that events are told and kept soon. */
const tickMs = 200;

/** Starts an emulator of the ordering service. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, host = "127.0.0.1", stateFile, provisionSeconds, ...serviceOptions } = options;
  requireLoopback(host);
  const store = openStore(stateFile);
  const settings = {
    ...serviceOptions.settings,
    ...(provisionSeconds !== undefined && { provisionMs: provisionSeconds * 1000 }),
  };
  const { loaded } = store;
  const service = createService({ ...serviceOptions, settings, ...(loaded && { state: loaded }) });
  const server = createHttpServer((request) => answer(service, store, request));
  const actualPort = await listen(server, port, host);
  const stopTicking = startTicking(service, store);
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`;
  return {
    url,
    apiUrl: `${url}${apiPath}`,
    tokenUrl: `${url}${tokenPath}`,
    credentials: service.credentials,
    control: service.control,
    close: () => close(server, stopTicking, () => store.save(service.state)),
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

function startTicking(service: Service, store: Store): () => void {
  let kept = service.countTouches();
  const tick = setInterval(() => {
    service.advance();
    const touches = service.countTouches();
    if (touches === kept) return;
    kept = touches;
    store.save(service.state).catch((error: unknown) => console.error(error));
  }, tickMs);
  tick.unref();
  return () => clearInterval(tick);
}

async function close(server: Server, stopTicking: () => void, save: () => Promise<void>): Promise<void> {
  stopTicking();
  await stop(server);
  await save();
}
