import { joinReads } from "./api/joinReads";
import type { OrderingApi } from "./api/routes";
import { createScrubber, type Scrubber } from "./api/scrub";
import type { Transport } from "./api/transport";
import { terms } from "./catalog/terms";
import type { Clock } from "./clock";
import type { Engine, HeldDatabase, Lifetime } from "./engine/engine";
import { createParallelHint, type ParallelHint } from "./operations/parallelHint";
import type { Context } from "./orders/context";
import { endWithRun } from "./orders/endWithRun";
import type { Reference } from "./orders/reference";
import { createTicks, type Ticks } from "./orders/ticks";
import { type ConfigSource, configKey, environmentName, readSettings, type Settings } from "./settings";

/** What the provider works with in one process; arguments, so that tests can replace time, engine and network. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  engine: Engine;
  /** Instead of the network. */
  transport?: Transport;
}

/** An operation on one resource. */
export interface Operation {
  urn: string;
  timeoutMs: number;
  lifetime: Lifetime;
}

/** The process-wide part of the provider: its settings, and one connection to the service. */
export class Session {
  readonly scrubber: Scrubber = createScrubber();
  /** Contracts to take over, by URN: check hears of them, create acts on them, the state need not know. */
  readonly imports = new Map<string, string>();
  /** What resources were called before, by URN: check hears of it, a forced replacement finds its predecessor by it. */
  readonly formerUrns = new Map<string, readonly string[]>();
  /** References by URN: in a replacement the second check sees no olds, and the successor keeps the reference. */
  readonly references = new Map<string, Reference>();
  /** The orders that creations of this process hold: the engine may ask the same process to delete what they adopted. */
  readonly created = new Set<string>();
  readonly parallelHint: ParallelHint;
  private readonly ticks: Ticks;
  private settings: Settings;
  private api: Promise<OrderingApi> | undefined;
  private heldAtFirst: Promise<HeldDatabase[] | undefined> | undefined;

  constructor(private readonly surroundings: Surroundings) {
    this.settings = readSettings(surroundings.environment);
    this.ticks = createTicks(surroundings.clock);
    this.parallelHint = createParallelHint(surroundings.clock, surroundings.engine);
  }

  /** Takes over the stack's configuration. Must stay synchronous: the host does not wait for it. */
  configure(config: ConfigSource): void {
    this.settings = readSettings(this.surroundings.environment, config);
    this.api = undefined;
  }

  get namespace(): string {
    return this.settings.get("namespace");
  }

  get engine(): Engine {
    return this.surroundings.engine;
  }

  /** Throws unless the vendor's terms are accepted: without consent nothing may be ordered. */
  requireConsent(): void {
    if (this.settings.acceptTerms()) return;
    const list = terms.map(({ name, version }) => `  ${name} ${version}`).join("\n");
    throw new Error(
      `nothing was ordered: the vendor's terms are not accepted. Read them in the portal:\n${list}\nThen accept them with: pulumi config set ${configKey("acceptTerms")} true   or ${environmentName("acceptTerms")}=true in the environment`,
    );
  }

  /** Runs one operation on a resource within its time. */
  async run<Result>(
    { urn, timeoutMs, lifetime }: Operation,
    work: (context: Context) => Promise<Result>,
  ): Promise<Result> {
    const { clock } = this.surroundings;
    const engine = this.engineFor(urn);
    const api = await this.open();
    const settleMs = this.settings.settleSeconds() * 1000;
    const deadline = clock.now() + timeoutMs;
    return engine.watch(lifetime, (signal) =>
      work({
        api: endWithRun(api, signal),
        clock,
        ticks: this.ticks,
        engine,
        urn,
        heldAtFirst: async () => nameAsNow(await this.askOnce(), urn, this.formerUrns.get(urn)),
        settleMs,
        deadline,
        signal,
        requireConsent: () => this.requireConsent(),
      }),
    );
  }

  /** The engine, which names what the state holds of a resource under a former name as it is called now. */
  private engineFor(urn: string): Engine {
    const { engine } = this.surroundings;
    return {
      ...engine,
      listHeld: async () => nameAsNow(await engine.listHeld(), urn, this.formerUrns.get(urn)),
    };
  }

  /** What the state held before this run does not change by it: reading a large stack for each creation would be slow. */
  private askOnce(): Promise<HeldDatabase[] | undefined> {
    this.heldAtFirst ??= this.surroundings.engine.listHeld();
    return this.heldAtFirst;
  }

  /** Opens the connection once; a failure is not kept, so that nothing has to be restarted to try again. */
  private open(): Promise<OrderingApi> {
    if (this.api) return this.api;
    const api = this.connect().catch((error: unknown) => {
      // A new configuration may have opened another one meanwhile, which keeps its token.
      if (this.api === api) this.api = undefined;
      throw error;
    });
    this.api = api;
    return api;
  }

  private async connect(): Promise<OrderingApi> {
    const { clock, transport } = this.surroundings;
    // Loaded when used: a preview needs neither HTTP nor the shapes of answers.
    const { connect } = require("./api/connect") as typeof import("./api/connect");
    const { settings, scrubber } = this;
    return joinReads(connect({ settings, clock, scrubber, ...(transport && { transport }) }), clock);
  }
}

/** A resource that the state holds under its present name, too, was never renamed. */
function nameAsNow(
  held: HeldDatabase[] | undefined,
  urn: string,
  formerUrns: readonly string[] = [],
): HeldDatabase[] | undefined {
  if (held?.some((database) => database.urn === urn)) return held;
  return held?.map((database) => (formerUrns.includes(database.urn) ? { ...database, urn } : database));
}
