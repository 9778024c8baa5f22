import { beside, colourOf, frame, label, title } from "./style.mjs";

/** These lie close together. @type {Record<string, import("./style.mjs").Place>} */
const places = {
  "progress: none": { angle: -40 },
  "progress: stuck at 50 %": { align: "right", dx: -9 },
  "progress: linear": { align: "right", dx: -9 },
  "progress: jumping back": { angle: -40 },
  "every 10 s": { align: "right", dx: -2, dy: 14 },
  "doubling to 10 s": { dx: 2, dy: 14 },
};

const duration = "lognormal, median 5 min";

/** Lateness against looks at one order, by schedule. @param {{ draws: number, each: { duration: string, progress: string, schedule: string, looks: number, lateSeconds: number }[] }} figures */
export function drawSchedules({ draws, each }) {
  const ours = each
    .filter((cost) => cost.duration === duration && cost.schedule === "ours")
    .map(({ progress, ...cost }) => ({ ...cost, kind: "ours", label: `progress: ${progress}` }));
  // What the order says of itself makes no difference to the others.
  const others = each
    .filter((cost) => cost.duration === duration && cost.schedule !== "ours" && cost.progress === "none")
    .map((cost) => ({ ...cost, kind: "naive", label: cost.schedule }));
  const steady = others.filter(({ label }) => label.startsWith("every"));
  const points = [...ours, ...others].map((point) => ({ ...beside, ...point, ...places[point.label] }));
  return {
    ...frame,
    title: title("Looks at one order, and how late its end is seen", [
      `${draws.toLocaleString("en")} simulated orders of five minutes (median).`,
      "Blue: pulumi-plusserver, by the progress that an order shows. Orange: others.",
    ]),
    encoding: {
      x: { field: "looks", type: "quantitative", title: "looks", scale: { domain: [0, 80] } },
      y: {
        field: "lateSeconds",
        type: "quantitative",
        title: "seconds late, on average",
        axis: { tickCount: 6 },
      },
      color: colourOf,
    },
    layer: [
      {
        data: { values: steady },
        mark: { type: "line", strokeDash: [4, 4], opacity: 0.6, interpolate: "monotone" },
      },
      {
        data: { values: points },
        layer: [{ mark: { type: "point", filled: true, size: 90, opacity: 1 } }, label],
      },
    ],
  };
}
