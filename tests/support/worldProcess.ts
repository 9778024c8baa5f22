import { demoCredentials, type Effect, type Service } from "../../emulator/index";
import type { createProvider } from "../../provider/createProvider";
import type { EndOfRun, Engine, HeldDatabase, Lifetime } from "../../provider/engine/engine";
import { serviceUrls } from "./serviceTransport";
import type { Life, WorldClock } from "./worldClock";
import { createWorldTransport, type SentRequest } from "./worldTransport";

export type Provider = ReturnType<typeof createProvider>;

/** The provider as it is, or a copy of it with a mistake in it. */
export interface ProviderBuild {
  createProvider: typeof createProvider;
  TransportError: new (message: string, code: string, mayHaveArrived: boolean) => Error;
}

/** How a run ends before its time: the provider's process dies, the CLI dies, or somebody presses Ctrl-C once. */
export type SuddenEnd = "hostDies" | "cliDies" | "interrupted";

/** What becomes of one request. */
export interface Fate {
  /** Undefined: it is answered as it should be. */
  effect?: Effect | undefined;
  /** What ends when the request has gone out and, if it does at all, arrived. */
  end?: SuddenEnd | undefined;
}

export type Fates = (request: SentRequest) => Fate | undefined;

export interface ProcessParts {
  build: ProviderBuild;
  clock: WorldClock;
  service: Service;
  random(): number;
  fates: Fates;
  environment?: Record<string, string> | undefined;
  listHeld(): HeldDatabase[] | undefined;
}

/** A process of the provider's host, from its start to its end. */
export interface WorldProcess {
  provider: Provider;
  warnings: string[];
  /** What was sent, in order. */
  sent: SentRequest[];
  /** Whether Ctrl-C was pressed. */
  isInterrupted(): boolean;
  /** Whether nobody is left who could store anything. */
  isLost(): boolean;
  /** Resolves when the run is lost. */
  lost: Promise<void>;
  /** When the CLI died, as the clock counts. */
  cliDiedAt(): number | undefined;
  /** The run is over, all is stored: the host is ended. */
  end(): void;
}

/** The pulse is taken this often. */
const pulseMs = 500;

/** Starts the provider as Pulumi does for each run. */
export function startProcess(parts: ProcessParts): WorldProcess {
  const life: Life = { over: false };
  const ending = createEnding(parts.clock, life);
  const warnings: string[] = [];
  const sent: SentRequest[] = [];
  const clock = {
    now: parts.clock.now,
    sleep: (ms: number, signal?: AbortSignal) => parts.clock.sleep(life, ms, signal),
    random: parts.random,
  };
  const engine: Engine = {
    progress: () => {},
    warn: (_urn, text) => {
      if (!warnings.includes(text)) warnings.push(text);
    },
    isAlive: async () => ending.cliDiedAt() === undefined,
    listHeld: async () => {
      await clock.sleep(5);
      return parts.listHeld();
    },
    watch: (lifetime, work) => work(ending.signals[lifetime]),
  };
  const transport = createWorldTransport({ ...parts, clock, life, sent, end: ending.end });
  const provider = parts.build.createProvider({
    environment: { ...loginSettings, ...parts.environment },
    clock,
    engine,
    transport,
  });
  const { isInterrupted, isLost, lost, cliDiedAt } = ending;
  const end = () => {
    life.over = true;
  };
  return { provider, warnings, sent, isInterrupted, isLost, lost, cliDiedAt, end };
}

const loginSettings = {
  PLUSSERVER_API_URL: serviceUrls.apiUrl,
  PLUSSERVER_TOKEN_URL: serviceUrls.tokenUrl,
  PLUSSERVER_CLIENT_ID: demoCredentials.clientId,
  PLUSSERVER_CLIENT_SECRET: demoCredentials.clientSecret,
  PLUSSERVER_USERNAME: demoCredentials.username,
  PLUSSERVER_PASSWORD: demoCredentials.password,
  PLUSSERVER_ACCEPT_TERMS: "true",
};

function createEnding(clock: WorldClock, life: Life) {
  const signals = { program: new AbortController(), cli: new AbortController() };
  let diedAt: number | undefined;
  let isLost = false;
  let interrupted = false;
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = () => {
      isLost = true;
      resolve();
    };
  });
  const notice = async (end: EndOfRun) => {
    await clock.sleep(life, pulseMs);
    signals.program.abort(end);
    if (end === "gone") signals.cli.abort(end);
  };
  const ends: Record<SuddenEnd, () => void> = {
    hostDies: () => {
      life.over = true;
      lose();
    },
    cliDies: () => {
      diedAt ??= clock.now();
      lose();
      void notice("gone");
    },
    interrupted: () => {
      interrupted = true;
      void notice("interrupted");
    },
  };
  return {
    end: (kind: SuddenEnd) => ends[kind](),
    signals: { program: signals.program.signal, cli: signals.cli.signal } satisfies Record<
      Lifetime,
      AbortSignal
    >,
    lost,
    isLost: () => isLost,
    isInterrupted: () => interrupted,
    cliDiedAt: () => diedAt,
  };
}
