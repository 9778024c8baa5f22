import { runSeeds } from "./randomSum";

/** Runs the histories of these seeds, none of which may go wrong; what does is named with its seed. */
export async function expectAllWell(seeds: { from: number; count: number }): Promise<void> {
  const { wrongs, histories } = await runSeeds(seeds);
  expect(wrongs).toEqual([]);
  expect(histories).toBe(seeds.count);
}
