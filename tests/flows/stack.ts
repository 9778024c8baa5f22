import { createService, demoCredentials, type Service, type SettingsPatch } from "../../emulator/index";
import { createConformance } from "../support/emulator";
import { createFakeEngine, type FakeEngine } from "../support/fakeEngine";
import { type Provider, startProvider } from "../support/providerProcess";
import { serviceUrls } from "../support/serviceTransport";
import { createVirtualClock } from "../support/virtualClock";
import { requirePlain, requireSecretsKept } from "./guards";

type Properties = Record<string, unknown>;

/** A resource as the engine keeps it. */
interface Stored {
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** It was created, but something was not finished: the next `up` updates it whatever diff says. */
  unfinished: boolean;
}

/** What a refresh is told; a blank id means that the database is gone. */
interface ReadResult {
  id: string;
  props?: object;
  inputs?: object;
}

export const urn = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders";
export const minute = 60_000;

/** What the quickstart orders: 94.82 EUR a month. */
export const program: Properties = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["222.222.222.128/28", "123.123.123.123"],
  region: "DE-WEST",
  billingProfile: "046073",
};

const providerText = "the provider, as text";
const environment = {
  PLUSSERVER_API_URL: serviceUrls.apiUrl,
  PLUSSERVER_TOKEN_URL: serviceUrls.tokenUrl,
  PLUSSERVER_CLIENT_ID: demoCredentials.clientId,
  PLUSSERVER_CLIENT_SECRET: demoCredentials.clientSecret,
  PLUSSERVER_USERNAME: demoCredentials.username,
  PLUSSERVER_PASSWORD: demoCredentials.password,
  PLUSSERVER_ACCEPT_TERMS: "true",
};

export interface StackOptions {
  /** How the service behaves; an order takes five minutes if not said otherwise. */
  settings?: SettingsPatch;
  /** Beside what it takes to order; an empty text takes one away. */
  environment?: Record<string, string>;
}

/** A stack with one database, on a virtual clock and a service in this process. */
export type Stack = ReturnType<typeof openStack>;

/**
 * Opens an empty stack. Its commands make the calls that Pulumi's engine makes, in its order, each in a provider
 * process of its own; whatever the provider returns or throws must be plain JSON and free of secrets.
 */
export function openStack(options: StackOptions = {}) {
  const clock = createVirtualClock();
  const { onExchange, ...conformance } = createConformance();
  const settings = { provisionMs: 5 * minute, ...options.settings };
  const service: Service = createService({ clock, seed: "test", onExchange, settings });
  let state: Stored | undefined;
  let engine: FakeEngine = createFakeEngine();

  const start = (): Provider => {
    engine = createFakeEngine();
    const { id, outputs } = state ?? {};
    const contractNumber = outputs?.contractNumber as string | undefined;
    engine.held = id === undefined ? [] : [{ urn, orderId: id, contractNumber }];
    return startProvider({ environment: { ...environment, ...options.environment }, clock, engine }, service);
  };
  /** Makes one call of the engine and looks at what comes back, also if it is an error. */
  const call = async <Result>(operation: Promise<Result>): Promise<Result> => {
    const result = await operation.catch((error: unknown) => {
      requireSecretsKept(service, [String(error), ...engine.rows, ...engine.warnings]);
      const { properties } = error as { properties?: Properties };
      if (properties) requirePlain(properties);
      throw error;
    });
    requireSecretsKept(service, [...engine.rows, ...engine.warnings]);
    requirePlain(result ?? null);
    return result;
  };
  const check = async (provider: Provider, olds: Properties, news: Properties) => {
    const { inputs, failures } = await call(provider.check(olds, news));
    if (failures.length > 0) throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
    return { ...(inputs as Properties), __provider: providerText };
  };
  /** Whatever came into being is stored, from an error too. */
  const store = async (inputs: Properties, work: Promise<{ id: string; outs: object }>): Promise<void> => {
    try {
      const { id, outs } = await work;
      state = { id, inputs, outputs: { ...outs, __provider: providerText }, unfinished: false };
    } catch (error) {
      const { id, properties } = error as { id?: string; properties?: Properties };
      if (id !== undefined) state = { id, inputs, outputs: properties ?? {}, unfinished: true };
      throw error;
    }
  };
  const create = (provider: Provider, inputs: Properties) => store(inputs, call(provider.create(inputs)));

  const plan = async (provider: Provider, news: Properties) => {
    const inputs = await check(provider, state?.inputs ?? {}, news);
    if (!state) return { inputs, kind: "create" as const };
    const { changes, replaces = [] } = await call(provider.diff(state.id, state.outputs, inputs));
    if (replaces.length > 0) return { inputs, kind: "replace" as const };
    const differs = changes ?? JSON.stringify(inputs) !== JSON.stringify(state.inputs);
    return { inputs, kind: differs || state.unfinished ? ("update" as const) : ("same" as const) };
  };
  const write = (change: Properties): Properties => ({
    ...program,
    ...change,
    __urn: urn,
    __run: { monitor: "", stack: "acme/shop/prod" },
  });

  return {
    ...conformance,
    clock,
    service,
    control: service.control,
    /** The engine of the last command. */
    engine: () => engine,
    /** What the state holds; throws if it holds nothing. */
    stored: (): Stored => {
      if (!state) throw new Error("the state is empty");
      return state;
    },
    isEmpty: () => state === undefined,
    /** What an `up` would do. */
    preview: async (change: Properties = {}) => (await plan(start(), write(change))).kind,
    /** Returns what was done; throws what a user would see. */
    up: async (change: Properties = {}) => {
      const provider = start();
      const { inputs, kind } = await plan(provider, write(change));
      const old = state;
      if (kind === "create") await create(provider, inputs);
      if (kind === "update" && old) {
        const updated = call(provider.update(old.id, old.outputs, inputs));
        await store(
          inputs,
          updated.then(({ outs }) => ({ id: old.id, outs })),
        );
      }
      if (kind === "replace" && old) {
        await create(provider, await check(provider, {}, write(change)));
        await call(provider.delete(old.id, old.outputs));
      }
      return kind;
    },
    refresh: async () => {
      if (!state) return;
      const found: ReadResult = await call(start().read(state.id, state.outputs));
      const { id, props, inputs } = found;
      const kept = { __provider: providerText };
      state = id
        ? { id, inputs: { ...inputs, ...kept }, outputs: { ...props, ...kept }, unfinished: false }
        : undefined;
    },
    destroy: async () => {
      if (!state) return;
      await call(start().delete(state.id, state.outputs));
      state = undefined;
    },
    /** The orders that were booked, as in `Provision, Change`. */
    booked: () =>
      service.control
        .journal()
        .orders.map(({ type }) => type)
        .join(", "),
  };
}
