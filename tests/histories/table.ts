import { type Tally, tallySequences } from "./tally";
import { type Timing, timingNames } from "./timings";

const columns = [
  "timing",
  "repeats",
  "late by",
  "sequences",
  "ordered twice",
  "surplus orders",
  "found",
  "left",
  "refused",
];

/** All sequences of four outcomes as the lines of a Markdown table, and what becomes of later landings. */
export async function describeAllSequences(): Promise<string> {
  const rows: string[][] = [];
  const add = async (timing: Timing, dedupe: boolean, lateMs: number) => {
    const tally = await tallySequences(4, { timing, dedupe, lateMs });
    if (tally.wrongs.length > 0) throw new Error(tally.wrongs.join("\n"));
    rows.push(toRow(timing, dedupe, lateMs, tally));
  };
  for (const timing of timingNames) for (const dedupe of [true, false]) await add(timing, dedupe, 30_000);
  for (const lateMs of [110_000, 200_000, 1_800_000]) await add("slow", false, lateMs);
  const lines = [columns, columns.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function toRow(timing: Timing, dedupe: boolean, lateMs: number, tally: Tally): string[] {
  const { sequences, orderedTwice, surplus, surplusLeft, refused } = tally;
  const counts = [sequences, orderedTwice, surplus, surplus - surplusLeft, surplusLeft, refused];
  return [timing, dedupe ? "recognised" : "ignored", `${lateMs / 1000} s`, ...counts.map(String)];
}
