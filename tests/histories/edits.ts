import type { Random } from "../support/worldRandom";
import type { Declaration, Program, Properties } from "../support/worldState";
import { smallDatabase } from "./samples";

/** A change of a program. */
export interface Edit {
  program: Program;
  /** The option `--replace`. */
  replace: string[];
}

type Editor = (random: Random, program: Program, name: string) => Edit;

const names = ["a", "b", "c", "d"];

/** Names that no database has, nor had before: an alias of two databases would be an error of the program. */
const freeIn = (program: Program) => {
  const taken = Object.entries(program).flatMap(([name, { formerName = name }]) => [name, formerName]);
  return names.filter((name) => !taken.includes(name));
};

/** Changes a program in one place, by chance. */
export function editByChance(random: Random, program: Program): Edit {
  const present = Object.keys(program);
  if (present.length === 0) return add(random, program, "a");
  return random.pick(editors)(random, program, random.pick(present));
}

const setInputs =
  (choose: (random: Random, inputs: Properties) => Properties): Editor =>
  (random, program, name) => {
    const declared = program[name] as Declaration;
    const inputs = { ...declared.inputs, ...choose(random, declared.inputs) };
    return { program: { ...program, [name]: { ...declared, inputs } }, replace: [] };
  };

const add: Editor = (random, program) => {
  const free = freeIn(program);
  if (free.length === 0) return { program, replace: [] };
  const inputs = { ...smallDatabase, allowReplacement: random.chance(0.3) };
  return { program: { ...program, [random.pick(free)]: { inputs } }, replace: [] };
};

const remove: Editor = (_random, { ...program }, name) => {
  delete program[name];
  return { program, replace: [] };
};

const rename: Editor = (random, { ...program }, name) => {
  const free = freeIn(program);
  const declared = program[name];
  if (!declared || free.length === 0) return { program, replace: [] };
  delete program[name];
  const { import: _, ...rest } = declared;
  return { program: { ...program, [random.pick(free)]: { ...rest, formerName: name } }, replace: [] };
};

const editors: readonly Editor[] = [
  setInputs((random) => ({ storageGb: random.pick([50, 100, 150]) })),
  setInputs((random) => ({ nodeSize: random.pick(["b2-4", "b4-8"]) })),
  setInputs((random) => ({ readReplicas: random.below(3) })),
  setInputs((random) => ({ trustedSources: random.pick([["123.123.123.123"], ["222.222.222.128/28"]]) })),
  setInputs((random) => ({ region: random.pick(["DE-WEST", "DE-NORTH"]), allowReplacement: true })),
  setInputs((random) => ({ region: random.pick(["DE-WEST", "DE-NORTH"]) })),
  setInputs((random) => ({ engine: random.pick(["mariadb-10.11", "mysql-8.4"]), allowReplacement: true })),
  setInputs((random) => ({ allowReplacement: random.chance(0.5) })),
  (_random, program, name) => ({ program, replace: [name] }),
  (_random, program) => ({ program, replace: [] }),
  add,
  remove,
  rename,
];
