import { advance } from "./advance";
import type { Context, Credentials } from "./context";
import { type Control, createControl } from "./control";
import { echoSecrets } from "./echo";
import type { OrderEvent } from "./events";
import type { Outcome, ServiceRequest } from "./exchange";
import { applyEffect } from "./faultEffects";
import { takeEffect } from "./faults";
import { createSeed } from "./ids";
import { readCall } from "./readCall";
import { type Exchange, toExchange } from "./recordExchange";
import { recordRequest } from "./recordRequest";
import { carryOut, serve, serveLate } from "./serve";
import type { Served } from "./servers/served";
import { defaultSettings, mergeSettings, type SettingsPatch } from "./settings";
import { createState, type State, type StoredOrder } from "./state";

/** The login that opens an emulator, and nothing else. */
export const demoCredentials: Credentials = {
  clientId: "demo-client",
  clientSecret: "demo-client-secret",
  username: "demo",
  password: "demo-password",
};

/** Options of `createService`; all may be left out. */
export interface ServiceOptions {
  /** Default: the system's. */
  clock?: { now(): number };
  /** The same seed gives the same ids, hosts and passwords; default: a random one. */
  seed?: string;
  credentials?: Partial<Credentials>;
  settings?: SettingsPatch;
  /** What an earlier service left; it is changed in place. */
  state?: State;
  /** Whether an order that succeeds ends only after `finishOrder`; default: no. */
  awaitsServers?: boolean;
  onEvent?(event: OrderEvent): void;
  onExchange?(exchange: Exchange): void;
}

/** The ordering service as a function, without sockets and timers. */
export interface Service {
  handle(request: ServiceRequest): Outcome;
  /** Brings everything to the present; each request does so itself. */
  advance(): void;
  /** Grows with everything that may have changed the state. */
  countTouches(): number;
  /** The clock's time, in milliseconds since 1970. */
  now(): number;
  /** Says what runs for an order: now it can be DONE, as soon as its time has come. */
  finishOrder(orderId: string, served: Served): void;
  /** Lets an order that is still processed fail. */
  failOrder(orderId: string, reason: string): void;
  /** Says what runs for a contract from now on. */
  moveContract(contractNumber: string, served: Served): void;
  readonly control: Control;
  readonly state: State;
  readonly credentials: Credentials;
}

/** Opens an ordering service. Whatever happens with time is computed from the clock when somebody asks. */
export function createService(options: ServiceOptions = {}): Service {
  const { clock = Date, awaitsServers = false, onEvent, onExchange } = options;
  const credentials = { ...demoCredentials, ...options.credentials };
  const state = options.state ?? createState(options.seed ?? createSeed(), defaultSettings);
  state.settings = mergeSettings({ ...defaultSettings, ...state.settings }, options.settings ?? {});
  const initialSettings = state.settings;
  let touches = 0;
  const emit = (event: OrderEvent) => {
    touches += 1;
    onEvent?.(event);
  };
  const catchUp = (): Context => {
    const context = { state, credentials, now: clock.now(), awaitsServers, emit };
    advance(context, carryOut);
    return context;
  };
  const present = (): Context => {
    touches += 1;
    return catchUp();
  };
  const handle = (request: ServiceRequest): Outcome => {
    const context = present();
    const call = readCall(request);
    const effect = takeEffect(state.faults, call);
    const execution = {
      serve: () => serve(context, call),
      serveLate: (afterMs: number) => serveLate(context, call, afterMs),
      echo: (others: readonly string[] | undefined) => echoSecrets(call, others),
    };
    const outcome = effect ? applyEffect(effect, execution) : execution.serve();
    state.journal.requests.push(recordRequest(call, context.now, outcome, effect?.kind));
    onExchange?.(toExchange(call, outcome, effect !== undefined));
    return outcome;
  };
  const control = createControl({ present, look: catchUp, initialSettings });
  const endOrder = (
    orderId: string,
    ending: Pick<StoredOrder, "served"> | Pick<StoredOrder, "failsWith">,
  ) => {
    const order = state.orders.find((one) => one.orderId === orderId);
    // It ends now, not in the past: nobody has seen it done before.
    if (order) Object.assign(order, ending, { endsAt: Math.max(order.endsAt, clock.now()) });
    present();
  };
  return {
    handle,
    advance: () => void catchUp(),
    countTouches: () => touches,
    now: () => clock.now(),
    finishOrder: (orderId, served) => endOrder(orderId, { served }),
    failOrder: (orderId, failsWith) => endOrder(orderId, { failsWith }),
    moveContract: (contractNumber, served) => {
      const contract = state.contracts.find((one) => one.contractNumber === contractNumber);
      if (contract) contract.served = served;
      present();
    },
    control,
    state,
    credentials,
  };
}
