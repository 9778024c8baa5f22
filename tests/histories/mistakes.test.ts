import { findTrouble } from "./findTrouble";
import { loadBuild } from "./loadBuild";
import { mistakes } from "./mistakes";

/** A patch that only breaks the program proves nothing. */
const broken = /is not a function|is not defined|Cannot (read|destructure)|is not iterable/;

it("finds no trouble with the provider as it is", async () => {
  expect(await findTrouble(loadBuild())).toBeUndefined();
}, 60_000);

it.each(mistakes)(
  "finds a provider that $name",
  async ({ patches }) => {
    const trouble = await findTrouble(loadBuild(patches));
    expect(trouble).toEqual(expect.any(String));
    expect(trouble).not.toMatch(broken);
  },
  60_000,
);

it("refuses a patch that does not fit any more", () => {
  expect(() => loadBuild([{ file: "clock.ts", find: "no such text", replace: "" }])).toThrow(
    "0 times, not once",
  );
});

it("knows enough mistakes", () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(20);
});
