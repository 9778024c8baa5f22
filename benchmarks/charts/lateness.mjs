import { peers } from "../peers.mjs";
import { beside, colourOf, frame, label, title } from "./style.mjs";

const count = 50;

/** Lateness against requests: measured, and given for peers. @param {{ medianSeconds: number, rows: { name: string, count: number, requests: number, lateSeconds: number }[] }} waiting */
export function drawLateness({ medianSeconds, rows }) {
  const measured = rows
    .filter((row) => row.count === count)
    .map(({ name, requests, lateSeconds }) => ({
      label: name === "ours" ? "pulumi-plusserver" : name,
      requests,
      lateSeconds,
      kind: name === "ours" ? "ours" : "naive",
    }));
  const given = peers.map(({ name, ...figures }) => ({ ...figures, label: name, kind: "peers" }));
  const values = [...measured, ...given].map((point) => ({ ...beside, ...point }));
  return {
    ...frame,
    title: title(`${count} databases at once: requests, and how late the end is seen`, [
      `On the real engine; an order takes ${medianSeconds} s (median).`,
      "Purple: Terraform providers of other vendors, measured elsewhere.",
    ]),
    data: { values },
    encoding: {
      x: {
        field: "requests",
        type: "quantitative",
        title: "requests in all (logarithmic)",
        scale: { type: "log", domain: [100, 3000] },
        axis: { values: [100, 200, 500, 1000, 2000], format: ",d" },
      },
      y: {
        field: "lateSeconds",
        type: "quantitative",
        title: "seconds late, on average",
        axis: { tickCount: 6 },
      },
      color: colourOf,
    },
    layer: [{ mark: { type: "point", filled: true, size: 110, opacity: 1 } }, label],
  };
}
