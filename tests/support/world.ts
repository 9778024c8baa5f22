import { createService, type Service, type SettingsPatch } from "../../emulator/index";
import { TransportError } from "../../provider/api/transport";
import * as realProvider from "../../provider/createProvider";
import { createWorldClock, type WorldClock } from "./worldClock";
import { createLedger, type Ledger } from "./worldLedger";
import { type Fates, type ProviderBuild, startProcess, type WorldProcess } from "./worldProcess";
import { createRandom, type Random } from "./worldRandom";
import { type Failure, type RunParts, runDestroy, runRefresh, runUp } from "./worldRun";
import { listHeld, type Program, type StackState } from "./worldState";

export interface WorldOptions {
  seed?: number;
  /** Another stack of the same project, with the same vendor, at the same time. */
  beside?: World;
  /** Default: `prod`. */
  stack?: string;
  /** How the service behaves. */
  settings?: SettingsPatch;
  /** Beside what it takes to order. */
  environment?: Record<string, string>;
  /** Default: the provider as it is. */
  build?: ProviderBuild | undefined;
}

export interface RunOptions {
  /** What becomes of the requests. */
  fates?: Fates;
  /** The option `--replace`, by name. */
  replace?: readonly string[];
  /** Settings of this run alone. */
  environment?: Record<string, string>;
  /** The resource monitor does not answer. */
  stateUnknown?: boolean;
}

/** What a user sees of a run. */
export interface RunResult {
  /** `lost`: provider or CLI died; `interrupted`: Ctrl-C was pressed, and the run may have gone well for all that. */
  end: "done" | "failed" | "lost" | "interrupted";
  failures: Failure[];
  warnings: string[];
}

const realBuild: ProviderBuild = { createProvider: realProvider.createProvider, TransportError };

/** A vendor, a stack, a person and time: everything that a provider meets. */
export interface World {
  build: ProviderBuild;
  clock: WorldClock;
  service: Service;
  state: StackState;
  ledger: Ledger;
  /** All that were started, in order. */
  processes: readonly WorldProcess[];
  random: Random;
  up(program: Program, options?: RunOptions): Promise<RunResult>;
  destroy(options?: RunOptions): Promise<RunResult>;
  refresh(options?: RunOptions): Promise<RunResult>;
  /** Lets time pass for all that is still on its way. */
  pass(ms: number): Promise<void>;
}

/** Makes a world in which nothing has happened yet. */
export function createWorld(options: WorldOptions = {}): World {
  const {
    seed = 1,
    settings = {},
    environment = {},
    beside,
    build = beside?.build ?? realBuild,
    stack = "prod",
  } = options;
  const clock = beside?.clock ?? createWorldClock();
  const random = createRandom(seed);
  const service = beside?.service ?? createService({ clock, seed: String(seed), settings });
  const state: StackState = { stack, entries: new Map(), pendingDeletes: [] };
  const ledger = createLedger(service);
  const processes: WorldProcess[] = [];

  const run = async (
    runOptions: RunOptions,
    work: (parts: RunParts) => Promise<void>,
  ): Promise<RunResult> => {
    const process = startProcess({
      build,
      clock,
      service,
      random: random.next,
      fates: runOptions.fates ?? (() => undefined),
      environment: { ...environment, ...runOptions.environment },
      listHeld: () => (runOptions.stateUnknown ? undefined : listHeld(state)),
    });
    processes.push(process);
    process.provider.configure({ config: { get: () => undefined } });
    const failures: Failure[] = [];
    await clock.drive(
      Promise.race([work({ process, state, witness: ledger.witness, failures }), process.lost]),
    );
    // A CLI that died leaves the host behind: it lives on beside the next run.
    if (process.cliDiedAt() === undefined) process.end();
    return { end: describeEnd(process, failures), failures, warnings: process.warnings };
  };
  return {
    build,
    clock,
    service,
    state,
    ledger,
    processes,
    random,
    up: (program, how = {}) => run(how, (parts) => runUp(parts, program, how.replace ?? [])),
    destroy: (how = {}) => run(how, runDestroy),
    refresh: (how = {}) => run(how, runRefresh),
    pass: async (ms) => {
      await clock.drive(clock.sleep({ over: false }, ms));
      service.advance();
    },
  };
}

function describeEnd(process: WorldProcess, failures: readonly Failure[]): RunResult["end"] {
  if (process.isLost()) return "lost";
  if (process.isInterrupted()) return "interrupted";
  return failures.length > 0 ? "failed" : "done";
}
