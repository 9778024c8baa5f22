import { setTimeout as sleep } from "node:timers/promises";
import type { EndOfRun } from "../../provider/engine/engine";
import { createHostEngine } from "../../provider/engine/hostEngine";
import { createWatch } from "../../provider/engine/watch";

/** Waits as an operation does, until its signal fires; returns the reason. */
const wait = (signal: AbortSignal) =>
  new Promise<EndOfRun>((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));

/** A watch over a run that ends when the test says so. */
function openWatch() {
  const run = { end: undefined as EndOfRun | undefined, pulses: 0, left: 0 };
  const takePulse = async () => {
    run.pulses++;
    return run.end;
  };
  const leave = () => {
    run.left++;
  };
  return { run, watch: createWatch(takePulse, leave) };
}

it.concurrent("takes the pulse for all that waits at once, and only while something does", async () => {
  const { run, watch } = openWatch();
  const waits = [700, 800].map((ms) => watch("program", () => sleep(ms, "done")));
  expect(await Promise.all(waits)).toEqual(["done", "done"]);
  await sleep(1_200);
  expect(run).toEqual({ end: undefined, pulses: 2, left: 0 });
});

it.concurrent("ends creations with the program, but no deletion, and does not leave", async () => {
  const { run, watch } = openWatch();
  const [creation, deletion] = [watch("program", wait), watch("cli", wait)];
  run.end = "interrupted";
  expect(await creation).toBe("interrupted");
  expect(await watch("program", async (signal) => signal.reason)).toBe("interrupted");
  expect(await Promise.race([deletion, sleep(1_000, "still waiting")])).toBe("still waiting");
  expect(run.left).toBe(0);
  run.end = "gone";
  await deletion;
});

it.concurrent("ends everything with the CLI, and leaves when the last wait has ended", async () => {
  const { run, watch } = openWatch();
  run.end = "gone";
  const answer = watch("program", () => sleep(1_800, "an order's answer"));
  const waits = [watch("program", wait), watch("cli", wait)];
  expect(await Promise.all(waits)).toEqual(["gone", "gone"]);
  expect(run.left).toBe(0);
  expect(await answer).toBe("an order's answer");
  expect(run.left).toBe(0);
  await sleep(1_200);
  expect(run.left).toBe(1);
});

it.concurrent("leaves, too, when all that waited has failed before the pulse was taken", async () => {
  const { run, watch } = openWatch();
  run.end = "gone";
  const refused = watch("program", () => Promise.reject(new Error("the Pulumi CLI is gone")));
  await expect(refused).rejects.toThrow("gone");
  await sleep(1_700);
  expect(run.left).toBe(1);
});

it.concurrent("waits and says nothing where there is no engine, as in unit tests of a program", async () => {
  const engine = createHostEngine(undefined);
  engine.progress("urn", "text");
  engine.warn("urn", "text");
  expect(await engine.isAlive()).toBe(true);
  expect(await engine.listHeld()).toBeUndefined();
  expect(await engine.watch("program", () => sleep(700, "done"))).toBe("done");
});
