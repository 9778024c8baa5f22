import { outcomes } from "./orderOutcomes";
import { tallySequences } from "./tally";
import { timingNames } from "./timings";

const length = 4;
const conditions = timingNames.flatMap((timing) => [
  { timing, dedupe: true },
  { timing, dedupe: false },
]);

it.each(conditions)(
  "ends well after every sequence of four outcomes of the order call ($timing, repeats recognised: $dedupe)",
  async ({ timing, dedupe }) => {
    const tally = await tallySequences(length, { timing, dedupe });
    expect(tally.wrongs).toEqual([]);
    expect(tally.sequences).toBe(outcomes.length ** length);
    expect(tally.refused).toBe(0);
    if (dedupe) expect(tally.orderedTwice).toBe(0);
    else expect(tally.orderedTwice).toBeGreaterThan(0);
    // An order that is done at once leaves no time in which a late one could be found: `leftovers` finds it then.
    if (timing !== "instant") expect(tally.surplusLeft).toBe(0);
  },
  120_000,
);

it("leaves nothing that the command leftovers does not find when an order lands after everything else", async () => {
  const tally = await tallySequences(2, { timing: "slow", dedupe: false, lateMs: 30 * 60_000 });
  expect(tally.wrongs).toEqual([]);
  expect(tally.surplusLeft).toBeGreaterThan(0);
});
