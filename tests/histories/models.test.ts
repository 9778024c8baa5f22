import * as fc from "fast-check";
import { createWorld, type World } from "../support/world";
import { countUnheld, findWrongs, letAllLand } from "../support/worldJudge";
import { runUntilDone } from "../support/worldPerson";
import type { SuddenEnd } from "../support/worldProcess";
import type { Program, Properties } from "../support/worldState";
import { oneDatabase } from "./samples";

/** What should be there: what the program says, whether it was ordered, and how often. */
interface Model {
  inputs: Properties;
  exists: boolean;
  orders: number;
}

type Command = fc.AsyncCommand<Model, World>;

const program = ({ inputs }: Model): Program => oneDatabase(inputs);

/** Runs `up` until it is done and compares what is there with the model. */
async function finish(model: Model, world: World): Promise<void> {
  const person = await runUntilDone(world, program(model));
  expect(person).toMatchObject({ done: true, helpless: [], refusals: [] });
  if (!model.exists) model.orders++;
  model.exists = true;
  await expectModel(model, world);
}

async function expectModel(model: Model, world: World): Promise<void> {
  await letAllLand(world);
  expect(findWrongs(world, model.exists ? program(model) : {})).toEqual([]);
  expect(countUnheld(world)).toBe(0);
  expect(world.ledger.provisions()).toHaveLength(model.orders);
}

/** The program is changed and run. */
class Change implements Command {
  constructor(readonly inputs: Properties) {}
  check = () => true;
  async run(model: Model, world: World) {
    model.inputs = { ...model.inputs, ...this.inputs };
    await finish(model, world);
  }
  toString = () => `change ${JSON.stringify(this.inputs)}`;
}

/** Storage grows by a step. */
class Grow implements Command {
  check = ({ inputs }: Model) => Number(inputs.storageGb) < 500;
  async run(model: Model, world: World) {
    model.inputs = { ...model.inputs, storageGb: Number(model.inputs.storageGb) + 50 };
    await finish(model, world);
  }
  toString = () => "grow";
}

/** A replacement with permission. */
class Replace implements Command {
  constructor(readonly forced: boolean) {}
  check = ({ exists }: Model) => exists;
  async run(model: Model, world: World) {
    const region = model.inputs.region === "DE-WEST" ? "DE-NORTH" : "DE-WEST";
    model.inputs = { ...model.inputs, allowReplacement: true, ...(!this.forced && { region }) };
    const { end } = await world.up(program(model), { replace: this.forced ? ["orders"] : [] });
    expect(end).toBe("done");
    model.orders++;
    await expectModel(model, world);
  }
  toString = () => (this.forced ? "replace by force" : "replace by another region");
}

/** A forced replacement without permission changes nothing. */
class ReplaceUnasked implements Command {
  check = ({ exists }: Model) => exists;
  async run(model: Model, world: World) {
    model.inputs = { ...model.inputs, allowReplacement: false };
    const { end } = await world.up(program(model), { replace: ["orders"] });
    expect(end).toBe("failed");
    await expectModel(model, world);
  }
  toString = () => "replace by force without permission";
}

/** A run that ends at one of its first requests, whatever it was about, and is repeated. */
class EndSuddenly implements Command {
  constructor(
    readonly at: number,
    readonly end: SuddenEnd,
    readonly arrives: boolean,
  ) {}
  check = () => true;
  async run(model: Model, world: World) {
    const effect = this.arrives ? {} : { effect: { kind: "dropRequest" as const } };
    await world.up(program(model), {
      fates: ({ index }) => (index === this.at ? { end: this.end, ...effect } : undefined),
    });
    await finish(model, world);
  }
  toString = () => `${this.end} at request ${this.at}, which ${this.arrives ? "arrives" : "is lost"}`;
}

class Destroy implements Command {
  check = () => true;
  async run(model: Model, world: World) {
    expect((await world.destroy()).end).toBe("done");
    model.exists = false;
    await expectModel(model, world);
  }
  toString = () => "destroy";
}

class Refresh implements Command {
  check = () => true;
  async run(model: Model, world: World) {
    expect((await world.refresh()).end).toBe("done");
    await expectModel(model, world);
  }
  toString = () => "refresh";
}

/** Somebody cancels the contract in the portal, and the state hears of it. */
class CancelInPortal implements Command {
  check = ({ exists }: Model) => exists;
  async run(model: Model, world: World) {
    const [booked] = world.ledger.live();
    world.service.control.cancelContract(booked?.contractNumber ?? "");
    await world.refresh();
    model.exists = false;
    await expectModel(model, world);
  }
  toString = () => "cancel in the portal";
}

const ends = fc.constantFrom<SuddenEnd[]>("hostDies", "cliDies", "interrupted");
const commands: fc.Arbitrary<Command>[] = [
  fc.constantFrom("b2-4", "b4-8").map((nodeSize) => new Change({ nodeSize })),
  fc.integer({ min: 0, max: 3 }).map((readReplicas) => new Change({ readReplicas })),
  fc.constant(new Grow()),
  fc.boolean().map((forced) => new Replace(forced)),
  fc.constant(new ReplaceUnasked()),
  // After the alias was set, the last of a creation's requests, only a person can tell: the histories do that.
  fc.tuple(fc.nat(12), ends, fc.boolean()).map(([at, end, arrives]) => new EndSuddenly(at, end, arrives)),
  fc.constant(new Destroy()),
  fc.constant(new Refresh()),
  fc.constant(new CancelInPortal()),
];

it("holds exactly the database that the program asks for after any commands", async () => {
  const someCommands = fc.commands<Model, World, false>(commands, { maxCommands: 12 });
  await fc.assert(
    fc.asyncProperty(someCommands, fc.boolean(), async (list, dedupe) => {
      const setup = () => ({
        model: { inputs: { ...oneDatabase().orders?.inputs }, exists: false, orders: 0 } as Model,
        real: createWorld({ settings: { provisionMs: 180_000, dedupe } }),
      });
      await fc.asyncModelRun(setup, list);
    }),
    { numRuns: 150, seed: 20_261_123 },
  );
}, 120_000);
