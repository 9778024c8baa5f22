import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../tools/run/paths.mjs";
import { openEmulator } from "./emulator.mjs";
import { round } from "./results.mjs";
import { median } from "./tables.mjs";

const require = createRequire(import.meta.url);
/** Orders take longer than the measurement. */
const provisionSeconds = 3600;
/** After the last order, until the first looks and the garbage collection that follows them are over. */
const settleMs = 15_000;

/** @typedef {{ name: string, folder: string, shim: string, environment: Record<string, string> }} Contender */

/** Opens a host with the engine's side of it, and answers its first call. @param {Contender} contender */
async function openHost({ folder, shim, environment }) {
  const { createHostClient } = require("../tests/support/hostClient.ts");
  const { startEngine } = require("../tests/support/hostEngine.ts");
  const { startMonitor } = require("../tests/support/hostMonitor.ts");
  const { startHostProcess } = require("../tests/support/hostProcess.ts");
  const [engine, monitor] = await Promise.all([startEngine(), startMonitor()]);
  const begin = performance.now();
  const host = await startHostProcess(engine.address, environment, folder);
  const client = createHostClient(host.address);
  await client.configure({});
  /** What a program registers. @param {number} index */
  const check = async (index) => {
    const { inputs, failures } = await client.check({}, declare(index, shim, monitor.address));
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return inputs;
  };
  await check(0);
  return {
    startMs: performance.now() - begin,
    check,
    create: client.create,
    /** Resident memory in MB. */
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${host.pid}/status`, "utf8"))?.[1]) / 1024,
    isRunning: host.isRunning,
    close: async () => {
      client.close();
      await host.stop();
      engine.end();
      monitor.end();
    },
  };
}

/** @param {number} index @param {string} shim @param {string} monitor */
const declare = (index, shim, monitor) => ({
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
  region: "DE-WEST",
  billingProfile: "046073",
  readReplicas: 0,
  allowReplacement: false,
  __urn: `urn:pulumi:prod::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::database-${index}`,
  __run: { monitor, stack: "acme/shop/prod" },
  __provider: shim,
});

/** Milliseconds from the start of each host to its first answer, in turns. @param {Contender[]} contenders @param {number} turns */
async function measureStarts(contenders, turns) {
  const startsMs = contenders.map(() => /** @type {number[]} */ ([]));
  for (let turn = 0; turn < turns; turn++) {
    for (const [index, contender] of contenders.entries()) {
      const host = await openHost(contender);
      startsMs[index]?.push(host.startMs);
      await host.close();
    }
  }
  return startsMs.map(median);
}

/**
 * Memory in MB before the first creation, and with so many that wait.
 * @param {Contender} contender
 * @param {number} waiting
 * @param {() => number} countWaiting How many orders there are.
 */
async function measureMemory(contender, waiting, countWaiting) {
  const host = await openHost(contender);
  try {
    const idleMb = round(host.memory(), 1);
    for (let index = 0; index < waiting; index++)
      host.create(await host.check(index)).then(
        () => console.error("a creation has ended"),
        () => {},
      );
    while (countWaiting() < waiting) await sleep(200);
    await sleep(settleMs);
    if (!host.isRunning()) throw new Error("the host has ended");
    return { idleMb, waitingMb: round(host.memory(), 1) };
  } finally {
    await host.close();
  }
}

/**
 * Measures ours and the floor.
 * @param {{ starts: number, waiting: number, steps: import("../tools/run/steps.mjs").Steps }} bench
 */
export async function measureHosts({ starts, waiting, steps }) {
  require("./typeScript.cjs");
  const { serialise } = require("../tests/support/hostShim.ts");
  const { emulator, env } = await openEmulator({ provisionSeconds });
  const floor = join(root, "benchmarks", "floor");
  const ours = join(root, "dist", "provider");
  const contenders = [
    {
      name: "floor",
      folder: floor,
      shim: await serialise(join(floor, "shim.js")),
      environment: { FLOOR_WAITS: "true" },
    },
    { name: "ManagedDatabase", folder: root, shim: await serialise(join(ours, "shim.js")), environment: env },
  ];
  const rows = [];
  try {
    const startsMs = await steps.run(`${starts} starts of each host`, () =>
      measureStarts(contenders, starts),
    );
    for (const [index, contender] of contenders.entries()) {
      const { name } = contender;
      // The floor orders nothing: it waits as soon as it is called.
      const countWaiting = () => (name === "floor" ? waiting : emulator.control.journal().orders.length);
      const memory = await steps.run(`${name}, ${waiting} waiting`, () =>
        measureMemory(contender, waiting, countWaiting),
      );
      rows.push({ name, startMs: round(startsMs[index] ?? Number.NaN, 0), ...memory });
    }
  } finally {
    await emulator.close();
  }
  return { waiting, starts, rows };
}
