import { colourOf, frame, title } from "./style.mjs";

/** Requests against the number of databases ordered at once. @param {{ medianSeconds: number, rows: { name: string, count: number, requests: number }[] }} waiting */
export function drawRequests({ medianSeconds, rows }) {
  const shown = { ours: "pulumi-plusserver", "naive, every 5 s": "one request every 5 s per database" };
  const values = Object.entries(shown).flatMap(([name, label]) =>
    rows
      .filter((row) => row.name === name)
      .sort((a, b) => a.count - b.count)
      .map(({ count, requests }, index, all) => ({
        count,
        requests,
        kind: name === "ours" ? "ours" : "naive",
        label: index === all.length - 1 ? `${label}: ${requests.toLocaleString("en")}` : "",
      })),
  );
  const most = Math.max(...values.map(({ requests }) => requests));
  return {
    ...frame,
    title: title("Requests to order databases at once", [
      `On the real engine, to the end of pulumi up; an order takes ${medianSeconds} s (median).`,
    ]),
    data: { values },
    encoding: {
      x: {
        field: "count",
        type: "quantitative",
        title: "databases",
        axis: { values: [...new Set(values.map(({ count }) => count))], grid: false },
      },
      y: {
        field: "requests",
        type: "quantitative",
        title: "requests",
        axis: { tickCount: 6 },
        scale: { domain: [0, most * 1.12] },
      },
      color: colourOf,
    },
    layer: [
      { mark: { type: "line", strokeWidth: 2.5 } },
      { mark: { type: "point", filled: true, size: 60, opacity: 1 } },
      {
        mark: { type: "text", align: "right", baseline: "bottom", dy: -9, fontWeight: 600 },
        encoding: { text: { field: "label" } },
      },
    ],
  };
}
