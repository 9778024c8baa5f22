import type { Effect } from "../../emulator/index";
import { createWorld, type RunOptions, type World } from "../support/world";
import { countUnheld, findWrongs, letAllLand } from "../support/worldJudge";
import { runUntilDone, type WayOut } from "../support/worldPerson";
import type { ProviderBuild, SuddenEnd } from "../support/worldProcess";
import type { Program } from "../support/worldState";

/** A sudden end of a run, at one of its requests. */
export interface Crash {
  /** Which request of the run, from 0. */
  at: number;
  /** Whether the request still went out. */
  arrives: boolean;
  end: SuddenEnd;
}

export interface CrashHistory {
  /** What came before the run that crashes. */
  prepare?: (world: World) => Promise<void>;
  program: Program;
  replace?: readonly string[];
  /** The runs that follow replace, too, until one is done. */
  repeatReplace?: boolean;
  crashes: readonly Crash[];
  wayOut?: WayOut;
  dedupe?: boolean;
  provisionMs?: number;
  build?: ProviderBuild | undefined;
}

export interface CrashRecord {
  wrongs: string[];
  /** Whether the runs were long enough for all the crashes. */
  crashed: boolean;
  /** Provision orders in all. */
  orders: number;
  unheld: number;
  refusals: number;
}

const lost: Effect = { kind: "dropRequest" };

/** Runs `up` with a crash in each of the first runs, then without any until it is done. */
export async function runCrashHistory(history: CrashHistory): Promise<CrashRecord> {
  const {
    program,
    replace = [],
    crashes,
    wayOut = "import",
    dedupe = false,
    provisionMs = 180_000,
  } = history;
  const world = createWorld({ settings: { provisionMs, dedupe }, build: history.build });
  await history.prepare?.(world);
  const before = world.processes.length;
  const runs = crashes.map((crash): RunOptions => ({ replace, fates: toFates(crash) }));
  // Without its first runs a person has not asked for a replacement; with them, each run until one is done asks for it.
  const more = history.repeatReplace ? Array<RunOptions>(20).fill({ replace }) : [];
  const person = await runUntilDone(world, program, { runs: [...runs, ...more], wayOut: () => wayOut });
  await letAllLand(world);
  const wrongs = [
    ...person.helpless.map((message) => `no way out: ${message}`),
    ...(person.done ? [] : ["it never came to an end"]),
    ...findWrongs(world, person.program),
  ];
  const met = crashes.every(({ at }, run) => (world.processes[before + run]?.sent.length ?? 0) > at);
  return {
    wrongs,
    crashed: met,
    orders: world.ledger.provisions().length,
    unheld: countUnheld(world),
    refusals: person.refusals.length,
  };
}

const toFates =
  ({ at, arrives, end }: Crash) =>
  ({ index }: { index: number }) =>
    index === at ? { end, ...(!arrives && { effect: lost }) } : undefined;

const ends: readonly SuddenEnd[] = ["hostDies", "cliDies", "interrupted"];

/** Every crash at a request of a run that goes on until the history tells that it was shorter. */
export async function forEachCrash(
  run: (crash: Crash) => Promise<CrashRecord>,
  kinds: readonly SuddenEnd[] = ends,
): Promise<void> {
  for (let at = 0; ; at++) {
    for (const end of kinds) {
      for (const arrives of [true, false]) {
        const { crashed } = await run({ at, arrives, end });
        if (!crashed) return;
      }
    }
  }
}
