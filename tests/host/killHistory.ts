import { startValidatedEmulator } from "../support/emulator";
import type { Properties } from "../support/hostClient";
import { armKiller, type Moment, type Phase } from "../support/hostKill";
import { openHostRun } from "../support/hostRun";
import { createHostStack, type HostStack, type OperationName } from "../support/hostStack";
import { createRandom, type Random } from "../support/worldRandom";

/** What a history of a database under kills came to. */
export interface KillRecord {
  seed: number;
  /** What was running whenever a host was killed, as `create: order`. */
  hits: string[];
  /** Runs that were refused, since a kill fell between the settled alias and the state. */
  refusals: number;
  /** What must not be; each names the step. */
  wrongs: string[];
}

interface Step {
  operation: OperationName;
  /** What the program says; undefined: `destroy`. */
  program: Properties | undefined;
  phases: readonly Phase[];
  /** How often at most the host is killed. */
  mostKills: number;
  /** The ledger at the end: orders ever placed, and contracts. */
  expected: { provisions: number; changes: number; cancels: number; contracts: string[] };
}

/** Every operation once, each with all the phases that it goes through. */
const steps: readonly Step[] = [
  {
    operation: "create",
    program: {},
    phases: ["begin", "login", "look-up", "order", "wait", "contract", "credentials", "settle"],
    mostKills: 3,
    expected: { provisions: 1, changes: 0, cancels: 0, contracts: ["423310 ACTIVE"] },
  },
  {
    operation: "update",
    program: { storageGb: 100 },
    phases: ["begin", "login", "look-up", "order", "wait", "contract", "credentials"],
    mostKills: 2,
    expected: { provisions: 1, changes: 1, cancels: 0, contracts: ["423310 ACTIVE"] },
  },
  {
    operation: "replace",
    program: { engine: "mariadb-11.4", allowReplacement: true },
    phases: ["begin", "login", "look-up", "order", "wait", "contract", "credentials", "condemn", "settle"],
    mostKills: 3,
    expected: {
      provisions: 2,
      changes: 1,
      cancels: 1,
      contracts: ["423310 CANCELLED", "423311 ACTIVE"],
    },
  },
  {
    operation: "delete",
    program: undefined,
    phases: ["begin", "login", "look-up", "order", "wait", "contract"],
    mostKills: 2,
    expected: {
      provisions: 2,
      changes: 1,
      cancels: 2,
      contracts: ["423310 CANCELLED", "423311 CANCELLED"],
    },
  },
];

/** All the moments that kills are to meet, as `create: order`. */
export const allMoments = steps.flatMap(({ operation, phases }) =>
  phases.map((phase) => `${operation}: ${phase}`),
);

/** More runs of one step than this are a run that refuses for good. */
const mostRuns = 8;
/** Answers are held back so long, so that kills meet requests under way. */
const answerMs = 40;
const longestMs = 2_500;

type ValidatedEmulator = Awaited<ReturnType<typeof startValidatedEmulator>>;

interface History {
  emulator: ValidatedEmulator;
  stack: HostStack;
  random: Random;
  record: KillRecord;
}

/** One database from its order to its cancellation, while hosts are killed. Its moments follow from the seed. */
export async function runKillHistory(seed: number): Promise<KillRecord> {
  const random = createRandom(seed);
  const between = (from: number, to: number) => from + random.below(to - from);
  const emulator = await startValidatedEmulator({
    seed: String(seed),
    settings: {
      provisionMs: { Provision: between(200, 1_500), Change: between(100, 900), Cancel: between(100, 900) },
      contractNumberFrom: random.pick(["processing", "DONE"]),
      dedupe: random.chance(0.5),
    },
  });
  emulator.control.addFault({ times: Number.MAX_SAFE_INTEGER, effect: { kind: "delay", ms: answerMs } });
  const record: KillRecord = { seed, hits: [], refusals: 0, wrongs: [] };
  const history = { emulator, stack: createHostStack("orders"), random, record };
  try {
    for (const step of steps) {
      await finish(history, step);
      judge(history, step);
      if (record.wrongs.length > 0) break;
    }
  } catch (error) {
    record.wrongs.push(`it broke: ${error instanceof Error ? error.stack : error}`);
  } finally {
    await emulator.close();
  }
  return record;
}

/** Runs a step again and again until it succeeds; the first runs are killed. */
async function finish(history: History, step: Step): Promise<void> {
  const { random, record } = history;
  const moments = Array.from({ length: 1 + random.below(step.mostKills) }, (_, index) =>
    pickMoment(step, record.seed + index, random),
  );
  for (let count = 0; count < mostRuns; count++) {
    const end = await runOnce(history, step, step.program, moments[count]);
    if (end === "done") return;
    if (end === "killed") continue;
    record.refusals++;
    await takeWayOut(history, step, end);
  }
  record.wrongs.push(`${step.operation}: not done after ${mostRuns} runs`);
}

/** Each phase in turn, so that few histories meet them all; now and then just any time. */
function pickMoment({ phases }: Step, turn: number, random: Random): Moment {
  const phase = phases[turn % (phases.length + 1)];
  return { phase, plusMs: random.below(phase ? answerMs : longestMs) };
}

/** One run of the engine with a host of its own. Any other failure than a kill is returned, as the engine hears of it. */
async function runOnce(
  { emulator, stack, record }: History,
  { operation }: Step,
  program: Properties | undefined,
  moment: Moment | undefined,
): Promise<"done" | "killed" | Error> {
  const run = await openHostRun({ emulator });
  const killer = armKiller(run, operation, moment);
  try {
    await (program ? stack.up(run, program, killer.tell) : stack.destroy(run, killer.tell));
    return "done";
  } catch (error) {
    const hit = killer.hit();
    if (!hit) return error as Error;
    record.hits.push(`${hit.operation}: ${hit.phase}`);
    return "killed";
  } finally {
    killer.disarm();
    await run.close();
  }
}

/** The only refusal there may be: the database was settled, but no state has heard of it. The option `import` helps. */
async function takeWayOut(history: History, step: Step, refusal: Error): Promise<void> {
  const { record, emulator, stack } = history;
  const number = /this stack's state does not hold it\. .*option import.* contract (\d+) /s.exec(
    refusal.message,
  )?.[1];
  const contract = emulator.control.contracts().find(({ contractNumber }) => contractNumber === number);
  const isHeld = stack.database?.outputs.contractNumber === number;
  if (!contract || isHeld || !/ =[0-9a-f]{20}$/.test(contract.contractAlias ?? ""))
    throw new Error(`refused without a reason: ${refusal.message}`);
  const end = await runOnce(history, step, { ...step.program, __import: number }, undefined);
  if (end !== "done")
    record.wrongs.push(`${step.operation}: the option import did not help: ${end}, after ${refusal.message}`);
}

/** Holds the emulator's ledger against what the step may have led to. */
function judge({ emulator, stack, record }: History, { operation, expected }: Step): void {
  const { orders } = emulator.control.journal();
  const count = (type: string) => orders.filter((order) => order.type === type).length;
  const contracts = emulator.control.contracts();
  const found = {
    provisions: count("Provision"),
    changes: count("Change"),
    cancels: count("Cancel"),
    contracts: contracts.map(({ contractNumber, status }) => `${contractNumber} ${status}`),
  };
  const check = (what: string, is: unknown, should: unknown) => {
    const [have, want] = [JSON.stringify(is), JSON.stringify(should)];
    if (have !== want) record.wrongs.push(`${operation}: ${what} ${have}, expected ${want}`);
  };
  check("the ledger says", found, expected);
  const active = contracts.filter(({ status }) => status === "ACTIVE");
  const held = stack.database ? [stack.database.outputs.contractNumber] : [];
  check(
    "the state holds",
    held,
    active.map(({ contractNumber }) => contractNumber),
  );
}
