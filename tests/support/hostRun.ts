import type { Emulator, EmulatorOptions } from "../../emulator/index";
import { type Conformance, startValidatedEmulator } from "./emulator";
import { createHostClient, type Properties } from "./hostClient";
import { startEngine } from "./hostEngine";
import { startMonitor } from "./hostMonitor";
import { startHostProcess } from "./hostProcess";
import { serialiseShim } from "./hostShim";
import { closeLater } from "./httpCleanup";
import { connectionOf, smallDatabase } from "./shop";

export const resourceType = "pulumi-nodejs:dynamic/plusserver:ManagedDatabase";
export const urnOf = (name: string) => `urn:pulumi:prod::shop::${resourceType}::${name}`;

type ValidatedEmulator = Emulator & Omit<Conformance, "onExchange">;

export interface HostRunOptions {
  /** What to order from, if it is there already: a run is closed without it then. */
  emulator?: ValidatedEmulator;
  /** How to start one otherwise. */
  service?: Omit<EmulatorOptions, "onExchange">;
  /** The host's environment, from what it takes to connect; default: just that. */
  environment?(connection: Record<string, string>): Record<string, string>;
  /** The stack's configuration, from what it takes to connect; default: none. */
  config?(connection: Record<string, string>): Properties;
  /** Whether the host is configured, as the engine does before anything else; default: true. */
  configured?: boolean;
}

/** A run of Pulumi as far as a provider sees it: engine, program's monitor, and the real host between them. */
export type HostRun = Awaited<ReturnType<typeof openHostRun>>;

/** Opens a run; whoever does so closes it. */
export async function openHostRun(options: HostRunOptions = {}) {
  const emulator = options.emulator ?? (await startValidatedEmulator(options.service));
  const [engine, monitor] = await Promise.all([startEngine(), startMonitor()]);
  const connection = connectionOf(emulator);
  const environment = options.environment?.(connection) ?? connection;
  const [host, provider] = await Promise.all([
    startHostProcess(engine.address, environment),
    serialiseShim(),
  ]);
  const client = createHostClient(host.address);
  if (options.configured !== false) await client.configure(options.config?.(connection) ?? {});

  /** What a program registers for a database of this name. */
  const declare = (name: string, change: Properties = {}): Properties => ({
    ...smallDatabase,
    __urn: urnOf(name),
    __run: { monitor: monitor.address, stack: "acme/shop/prod" },
    __provider: provider,
    ...change,
  });
  /** The engine's first call for every resource; throws if there are failures. */
  const check = async (name: string, change: Properties = {}, olds: Properties = {}) => {
    const { inputs, failures } = await client.check(olds, declare(name, change));
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return inputs;
  };
  return {
    emulator,
    engine,
    monitor,
    host,
    client,
    declare,
    check,
    /** The engine's two calls of a first creation. */
    create: async (name: string, change: Properties = {}) => client.create(await check(name, change)),
    /** The orders that are booked, as `Provision DONE`, the oldest first. */
    booked: () => emulator.control.orders().map(({ type, status }) => `${type} ${status}`),
    close: async () => {
      client.close();
      await host.stop();
      engine.end();
      monitor.end();
      if (!options.emulator) await emulator.close();
    },
  };
}

/** Opens a run that ends with the test. */
export async function openRun(options: HostRunOptions = {}): Promise<HostRun> {
  const run = await openHostRun(options);
  closeLater(run.close);
  return run;
}

/** Resolves when it holds, or fails after ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`still not so: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
