import type { ProviderBuild } from "../support/worldProcess";
import { type CrashHistory, forEachCrash, runCrashHistory } from "./crashes";
import { oneDatabase } from "./samples";
import { scenarios } from "./scenarios";
import { type Tally, tallySequences } from "./tally";

/** Runs a bounded part of the histories until one ends badly; tells what was wrong, or undefined if all is well. */
export async function findTrouble(build: ProviderBuild): Promise<string | undefined> {
  for (const { name, run } of scenarios) {
    const [wrong] = await run(build);
    if (wrong) return `${name}: ${wrong}`;
  }
  return (await findInSequences(build)) ?? (await findInCrashes(build));
}

async function findInSequences(build: ProviderBuild): Promise<string | undefined> {
  for (const timing of ["slow", "searchLag"] as const) {
    for (const dedupe of [true, false]) {
      const tally = await tallySequences(2, { timing, dedupe, build });
      const wrong = describeTally(tally, dedupe);
      if (wrong) return wrong;
    }
  }
  return undefined;
}

function describeTally(
  { wrongs, refused, surplus, surplusLeft }: Tally,
  dedupe: boolean,
): string | undefined {
  if (wrongs.length > 0) return wrongs[0];
  if (refused > 0) return "a needless refusal";
  if (surplusLeft > 0) return "a surplus order is left";
  return dedupe && surplus > 0 ? "a second order although repeats are recognised" : undefined;
}

async function findInCrashes(build: ProviderBuild): Promise<string | undefined> {
  const base: Omit<CrashHistory, "crashes"> = { program: oneDatabase(), provisionMs: 10_000, build };
  let wrong: string | undefined;
  await forEachCrash(async (crash) => {
    const record = await runCrashHistory({ ...base, crashes: [crash] });
    wrong ??= record.wrongs[0];
    return wrong ? { ...record, crashed: false } : record;
  });
  return wrong;
}
