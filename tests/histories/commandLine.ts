import { fork } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runRandomHistory } from "./randomHistory";
import { addUp, emptySum, type RandomSum, runSeeds } from "./randomSum";
import { describeAllSequences } from "./table";

const help = `node tests/histories/run.cjs random [--from N] [--count N] [--processes N]
node tests/histories/run.cjs seed N
node tests/histories/run.cjs table
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: "string", default: "1" },
    count: { type: "string", default: "20000" },
    processes: { type: "string", default: "1" },
  },
});

const commands: Record<string, () => Promise<void>> = {
  random: runRandom,
  seed: async () => console.log(JSON.stringify(await runRandomHistory(Number(positionals[1])), null, 2)),
  table: async () => console.log(await describeAllSequences()),
};

async function runRandom(): Promise<void> {
  const [from, count, processes] = [values.from, values.count, values.processes].map(Number) as [
    number,
    number,
    number,
  ];
  const share = Math.ceil(count / processes);
  const shares = Array.from({ length: processes }, (_, index) => ({
    from: from + index * share,
    count: Math.min(share, count - index * share),
  }));
  const sums = await Promise.all(shares.map(processes === 1 ? runSeeds : runInProcess));
  const sum = sums.reduce(addUp, emptySum());
  if (process.send) process.send(sum);
  else console.log(JSON.stringify(sum, null, 2));
  if (sum.wrongs.length > 0) process.exitCode = 1;
}

/** The same in a process of its own. */
function runInProcess({ from, count }: { from: number; count: number }): Promise<RandomSum> {
  const child = fork(join(__dirname, "run.cjs"), [
    "random",
    "--from",
    String(from),
    "--count",
    String(count),
  ]);
  return new Promise((resolve, reject) => {
    child.once("message", (sum) => resolve(sum as RandomSum));
    child.once("exit", (code) => reject(new Error(`a process ended with ${code} before it was done`)));
  });
}

const command = commands[positionals[0] ?? ""];
if (command) void command();
else console.log(help);
