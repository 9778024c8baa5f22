import type { RunOptions, RunResult, World } from "./world";
import type { Failure } from "./worldRun";
import { type Declaration, findEntry, nameOf, type Program } from "./worldState";

/** How somebody answers a refusal that names several ways out. */
export type WayOut = "import" | "release" | "namespace";

/** Somebody who runs `pulumi up` until it is done, and does what its messages say and nothing else. */
export interface Person {
  /** The program as it has become. */
  program: Program;
  /** How often `up` was run. */
  runs: number;
  /** What was refused, in the order of the runs. */
  refusals: string[];
  /** Messages that name no way out. */
  helpless: string[];
  done: boolean;
}

export interface PersonOptions {
  /** Of the runs, one after the other; the last run's options do not count for those that follow. */
  runs?: readonly RunOptions[];
  fates?: RunOptions["fates"];
  wayOut?: (run: number) => WayOut;
  /** How long somebody takes to run `up` again. */
  pauseMs?: number;
  environment?: Record<string, string>;
}

const mostRuns = 14;

/** Runs `up` until it is done. */
export async function runUntilDone(
  world: World,
  program: Program,
  options: PersonOptions = {},
): Promise<Person> {
  const { runs = [], pauseMs = 5_000, wayOut = () => "import" } = options;
  const person: Person = { program, runs: 0, refusals: [], helpless: [], done: false };
  let environment = options.environment ?? {};
  let repeated: RunOptions = {};
  while (!person.done && person.runs < mostRuns && person.helpless.length === 0) {
    const fates = options.fates && { fates: options.fates };
    const before = new Set([...world.state.entries.values()].map(({ id }) => id));
    const { replace, ...how } = { ...repeated, ...runs[person.runs] };
    const command = replace && { replace };
    const result = await world.up(person.program, { ...fates, ...how, ...command, environment });
    person.runs++;
    const isToRepeat = result.failures.some(({ message }) => message.includes("run the same command again"));
    repeated = { ...(isToRepeat && command) };
    // What differs from the program in a contract that was taken over is changed by the following run.
    const tookOver = [...world.state.entries.values()].some(
      ({ id, outputs }) => outputs.__takenOver && !before.has(id),
    );
    person.done = result.end === "done" && !tookOver;
    if (person.done) break;
    const way = wayOut(person.runs);
    if (result.failures.some(({ message }) => isAboutState(message)) && way === "namespace")
      environment = { PLUSSERVER_NAMESPACE: `moved-${person.runs}` };
    await answer(world, person, result, way);
    await world.pass(pauseMs);
  }
  return person;
}

async function answer(world: World, person: Person, { failures }: RunResult, way: WayOut): Promise<void> {
  for (const failure of failures) {
    if (failure.message.includes("nothing was ordered")) person.refusals.push(failure.message);
    const advice = advices.find(({ says }) => says.test(failure.message));
    if (!advice) person.helpless.push(failure.message);
    else await advice.follow({ world, person, failure, way, name: nameOf(failure.urn) });
  }
}

interface Situation {
  world: World;
  person: Person;
  failure: Failure;
  way: WayOut;
  name: string;
}

interface Advice {
  says: RegExp;
  follow(situation: Situation): Promise<void> | void;
}

const isAboutState = (message: string) => /stack's state does not hold it/.test(message);

/** What each message tells people to do; the first that fits counts. */
const advices: readonly Advice[] = [
  { says: /stack's state does not hold it/, follow: (situation) => leaveTheOldOne(situation) },
  { says: /ordered another engine or region/, follow: (situation) => cancelInPortal(situation) },
  { says: /beside the contract to import/, follow: (situation) => rewrite(situation, { import: undefined }) },
  { says: /leave the option import out/, follow: (situation) => rewrite(situation, { import: undefined }) },
  { says: /option import.*does not exist/, follow: (situation) => rewrite(situation, { import: undefined }) },
  { says: /cannot be taken over: the program asks for something else/, follow: writeAsTold },
  { says: /holds it already/, follow: (situation) => rewrite(situation, { import: undefined }) },
  { says: /write allowReplacement: true/i, follow: keepAsItIs },
  { says: /write storageGb: (\d+)/, follow: writeAsTold },
  { says: /run pulumi refresh/, follow: async ({ world }) => void (await world.refresh()) },
  { says: /could not be asked/, follow: () => {} },
  { says: /run pulumi up( again)?/i, follow: () => {} },
  { says: /failed.*It costs nothing/, follow: () => {} },
  { says: /the Pulumi CLI is gone|try again later|could not /, follow: () => {} },
];

function rewrite({ person, name }: Situation, change: Partial<Declaration>): void {
  const { import: _, ...declared } = person.program[name] ?? { inputs: {} };
  const written = { ...declared, ...change };
  if (written.import === undefined) delete written.import;
  person.program = { ...person.program, [name]: written };
}

/** The message says what to write, as in `write region: "DE-WEST", storageGb: 100`. */
function writeAsTold({ person, name, failure }: Situation): void {
  const declared = person.program[name];
  const told = /write ((?:\w+: (?:"[^"]*"|\d+)(?:, )?)+)/.exec(failure.message)?.[1] ?? "";
  const written = [...told.matchAll(/(\w+): ("[^"]*"|\d+)/g)].map(([, key, value]) => [
    key,
    JSON.parse(value ?? "0"),
  ]);
  if (!declared) return;
  const inputs = { ...declared.inputs, ...Object.fromEntries(written) };
  person.program = { ...person.program, [name]: { ...declared, inputs } };
}

/** A change that would destroy data is taken back: the program says again what the database is. */
function keepAsItIs({ world, person, name }: Situation): void {
  const declared = person.program[name];
  const entry = declared && findEntry(world.state, name, declared);
  if (!entry || !declared) return;
  const { engine, region, storageGb } = entry.outputs;
  const known = { engine, region, storageGb };
  person.program = { ...person.program, [name]: { ...declared, inputs: { ...declared.inputs, ...known } } };
}

/** A database that no state holds: taken over, or let go of on purpose. */
async function leaveTheOldOne(situation: Situation): Promise<void> {
  const { world, failure, way } = situation;
  const numbers = contractsIn(failure.message);
  const alias = /set its alias in the portal to "([^"]+)"/.exec(failure.message)?.[1];
  if (way === "import" && numbers.length === 1) return rewrite(situation, { import: numbers[0] });
  for (const number of numbers) {
    world.ledger.excuse(number);
    if (way !== "namespace" && alias) world.service.control.editContract(number, { contractAlias: alias });
  }
}

/** What is not wanted is cancelled in the portal, once it has a contract. */
async function cancelInPortal({ world, failure }: Situation): Promise<void> {
  await world.pass(60_000);
  for (const number of contractsIn(failure.message)) {
    const contract = world.service.state.contracts.find(({ contractNumber }) => contractNumber === number);
    if (contract?.status === "ACTIVE") world.service.control.cancelContract(number);
  }
}

const contractsIn = (message: string) =>
  [...message.matchAll(/contract (\d{6})/g)].map(([, number]) => number ?? "");
