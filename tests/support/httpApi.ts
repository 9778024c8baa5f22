import { connect } from "../../provider/api/connect";
import { ApiError, type Failure } from "../../provider/api/errors";
import { readProxy } from "../../provider/api/proxy";
import type { OrderBody, OrderingApi } from "../../provider/api/routes";
import { createScrubber, type Scrubber } from "../../provider/api/scrub";
import type { Transport } from "../../provider/api/transport";
import { createUndiciTransport } from "../../provider/api/undiciTransport";
import { readSettings } from "../../provider/settings";
import { createVirtualClock, startOfTime, type VirtualClock } from "./virtualClock";

/** Credentials that URLs, JSON and shells would each write differently. */
export const credentials = {
  clientId: "demo-client",
  clientSecret: "client/secret+with=signs",
  username: "demo",
  password: 'pass "word" ü/%',
};

export const someTransactionId = "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c12";
export const someOrder: OrderBody = { type: "Cancel", contractNumber: "423310" };

export interface OpenOptions {
  /** More settings, by the names of the environment. */
  environment?: NodeJS.ProcessEnv;
  clock?: VirtualClock;
  /** Instead of the 60 s of an attempt; real time, on which the virtual clock has no influence. */
  timeoutMs?: number;
  transport?: Transport;
}

/** The product's own connection to a service, with time as a toy: pauses between attempts take none. */
export interface OpenApi extends OrderingApi {
  clock: VirtualClock;
  scrubber: Scrubber;
}

/** Connects to a service as the provider does. */
export function openApi(service: { apiUrl: string; tokenUrl: string }, options: OpenOptions = {}): OpenApi {
  const { environment = {}, clock = createVirtualClock(startOfTime), timeoutMs } = options;
  const scrubber = createScrubber();
  const settings = readSettings({
    PLUSSERVER_API_URL: service.apiUrl,
    PLUSSERVER_TOKEN_URL: service.tokenUrl,
    PLUSSERVER_CLIENT_ID: credentials.clientId,
    PLUSSERVER_CLIENT_SECRET: credentials.clientSecret,
    PLUSSERVER_USERNAME: credentials.username,
    PLUSSERVER_PASSWORD: credentials.password,
    ...environment,
  });
  const transport =
    options.transport ?? (timeoutMs ? createHastyTransport(timeoutMs, environment) : undefined);
  return { ...connect({ settings, clock, scrubber, ...(transport && { transport }) }), clock, scrubber };
}

/** The product's transport with less patience. */
function createHastyTransport(timeoutMs: number, environment: NodeJS.ProcessEnv): Transport {
  const proxy = readProxy(process.env);
  const transport = createUndiciTransport({ caFile: environment.PLUSSERVER_CA_FILE, proxy });
  return (request) => transport({ ...request, timeoutMs });
}

/** The typed error that a call ends with; fails the test if it succeeds or ends with any other error. */
export async function failureOf(call: Promise<unknown>): Promise<Failure & { message: string }> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw new Error(`not an ApiError: ${error}`, { cause: error });
  return { ...error.failure, message: error.message };
}
