import { allMoments, type KillRecord, runKillHistory } from "./killHistory";

/*
 * The real host is killed by SIGKILL at times of all kinds, and a new one goes on, until the database is there. The
 * moments follow from a seed, so KILL_SEED=7 kills at the same moments again; KILLS=1000 kills so many times.
 */
const wantedKills = Number(process.env.KILLS ?? 60);
const firstSeed = Number(process.env.KILL_SEED ?? 1);
/** A history waits most of its time. */
const atOnce = 4;

jest.setTimeout(wantedKills * 10_000);

it("orders each database once and destroys nothing unasked, however often hosts are killed", async () => {
  const records: KillRecord[] = [];
  const hits = () => records.flatMap((record) => record.hits);
  let seed = firstSeed;
  const work = async () => {
    while (hits().length < wantedKills) records.push(await runKillHistory(seed++));
  };
  await (process.env.KILL_SEED
    ? runKillHistory(seed).then((record) => records.push(record))
    : inParallel(work));

  const refusals = records.reduce((sum, record) => sum + record.refusals, 0);
  process.stdout.write(
    `${hits().length} kills in the histories of seeds ${firstSeed} to ${firstSeed + records.length - 1}, ${refusals} refusals\n`,
  );
  expect(
    records.flatMap((record) => record.wrongs.map((wrong) => `KILL_SEED=${record.seed}: ${wrong}`)),
  ).toEqual([]);
  if (process.env.KILL_SEED) return;
  expect(hits().length).toBeGreaterThanOrEqual(wantedKills);
  expect(allMoments.filter((moment) => !hits().includes(moment))).toEqual([]);
});

async function inParallel(work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, work));
}
