import { scenarios } from "./scenarios";

it.each(scenarios)("$name", async ({ run }) => {
  expect(await run()).toEqual([]);
});
