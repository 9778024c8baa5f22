import { createWorld, type World } from "../support/world";
import { countUnheld, findWrongs, letAllLand } from "../support/worldJudge";
import { type Person, runUntilDone, type WayOut } from "../support/worldPerson";
import type { ProviderBuild } from "../support/worldProcess";
import { createRandom, type Random } from "../support/worldRandom";
import type { Program } from "../support/worldState";
import { editByChance } from "./edits";
import { smallDatabase } from "./samples";
import { type Climate, makeWeather } from "./weather";

const minute = 60_000;
const ways: readonly WayOut[] = ["import", "release"];

/** A history by chance, and what it came to. */
export interface RandomRecord {
  seed: number;
  wrongs: string[];
  runs: number;
  orders: number;
  refusals: number;
  suddenEnds: number;
  /** Orders that were never kept in a state: surplus ones, and those that an edit has left behind. */
  neverKept: number;
  unheld: number;
}

interface Story {
  world: World;
  random: Random;
  climate: Climate;
  /** Whether each run is repeated until it is done, before anything else is changed. */
  patient: boolean;
  program: Program;
  record: RandomRecord;
}

/** Runs the history of a seed. */
export async function runRandomHistory(seed: number, build?: ProviderBuild): Promise<RandomRecord> {
  const story = beginStory(seed, build);
  const { world, random, record } = story;
  const steps = 2 + random.below(4);
  for (let step = 0; step < steps && record.wrongs.length === 0; step++) await takeStep(story);
  if (record.wrongs.length === 0) await finish(story, []);
  await letAllLand(world);
  return judge(story);
}

function beginStory(seed: number, build: ProviderBuild | undefined): Story {
  const random = createRandom(seed);
  const patient = random.chance(0.5);
  const settings = {
    provisionMs: patient
      ? random.pick([2 * minute, 4 * minute])
      : random.pick([0, 5_000, 30_000, 3 * minute]),
    searchLagMs: random.pick([0, 0, 0, 8_000]),
    notFoundMs: random.pick([0, 0, minute]),
    dedupe: random.chance(0.5),
    contractNumberFrom: random.pick(["processing", "DONE"] as const),
  };
  const record = {
    seed,
    wrongs: [],
    runs: 0,
    orders: 0,
    refusals: 0,
    suddenEnds: 0,
    neverKept: 0,
    unheld: 0,
  };
  return {
    world: createWorld({ seed, settings, build }),
    random,
    climate: { mostLateMs: patient ? minute : 10 * minute, sudden: random.chance(0.7) },
    patient,
    program: { a: { inputs: { ...smallDatabase, allowReplacement: random.chance(0.3) } } },
    record,
  };
}

/** One thing that somebody does, or that happens. */
async function takeStep(story: Story): Promise<void> {
  const { random } = story;
  const kind = random.below(12);
  if (kind === 0) return refreshUntilDone(story);
  if (kind === 1) return cancelInPortal(story);
  if (kind === 2) return destroy(story);
  if (kind === 3)
    story.world.service.control.failNextOrder("no capacity", random.pick(["Provision", "Change", undefined]));
  const { program, replace } = editByChance(random, story.program);
  story.program = program;
  await runOnce(story, replace);
  if (story.patient || random.chance(0.5)) await finish(story, replace);
}

async function runOnce({ world, random, climate, program, record }: Story, replace: string[]): Promise<void> {
  const weather = makeWeather(random, climate);
  const result = await world.up(program, { fates: weather.fates, replace });
  record.runs++;
  if (result.end === "lost" || result.end === "interrupted") record.suddenEnds++;
  await world.pass(random.below(minute));
}

/** Runs `up` in fair weather until it is done. */
async function finish(story: Story, replace: string[]): Promise<void> {
  const { world, random, record } = story;
  if (hasHalfDone(world)) {
    await letAllLand(world);
    await refreshUntilDone(story);
  }
  const runs = story.patient && record.suddenEnds > 0 ? [{ replace }] : [];
  const person = await runUntilDone(world, story.program, { runs, wayOut: () => random.pick(ways) });
  story.program = person.program;
  record.runs += person.runs;
  record.refusals += person.refusals.length;
  record.wrongs.push(...describeFailure(person));
}

/**
 * A change or deletion that has begun was not finished, and the program may have been changed back since: only a
 * refresh tells what has become of it, once it is over. Pulumi names such pending operations and says so.
 */
function hasHalfDone({ state, service }: World): boolean {
  const { orders, contracts } = service.state;
  return [...state.entries.values()].some(({ outputs }) => {
    const isOurs = (thing: { contractNumber: string | null }) =>
      thing.contractNumber === outputs.contractNumber;
    const begun = orders.filter(({ type }) => type !== "Provision").filter(isOurs);
    const contract = contracts.find(isOurs);
    const differs = (["nodeSize", "storageGb", "readReplicas"] as const).some(
      (name) => contract?.[name] !== outputs[name],
    );
    return (
      begun.some(({ type, stage }) => type === "Cancel" || stage === "new" || stage === "processing") ||
      (begun.length > 0 && differs)
    );
  });
}

const describeFailure = ({ done, helpless }: Person) =>
  helpless.length > 0
    ? helpless.map((message) => `no way out: ${message}`)
    : done
      ? []
      : ["it never came to an end"];

async function refreshUntilDone({ world, random, climate, record }: Story): Promise<void> {
  await world.refresh({ fates: makeWeather(random, climate).fates });
  for (let attempt = 0; attempt < 5; attempt++) if ((await world.refresh()).end === "done") return;
  record.wrongs.push("refresh never came to an end");
}

async function cancelInPortal(story: Story): Promise<void> {
  const { world, random } = story;
  const active = world.service.state.contracts.filter(({ status }) => status === "ACTIVE");
  if (active.length === 0) return;
  world.service.control.cancelContract(random.pick(active).contractNumber);
  await refreshUntilDone(story);
}

async function destroy({ world, random, climate, record }: Story): Promise<void> {
  await world.destroy({ fates: makeWeather(random, climate).fates });
  await world.pass(minute);
  for (let attempt = 0; attempt < 5; attempt++) if ((await world.destroy()).end === "done") return;
  record.wrongs.push("destroy never came to an end");
}

function judge({ world, program, record, patient }: Story): RandomRecord {
  const { wrongs, suddenEnds } = record;
  wrongs.push(...findWrongs(world, program));
  record.orders = world.ledger.provisions().length;
  record.neverKept = world.ledger.neverKept().length;
  record.unheld = countUnheld(world);
  // Without patience orders land so late that nobody could expect them any more.
  if (patient && suddenEnds === 0 && record.neverKept > 0)
    wrongs.push("an order that no state ever held, and nothing went down");
  if (patient && record.unheld > 0) wrongs.push("a surplus order, although each run was repeated");
  return record;
}
