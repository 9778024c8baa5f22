/** In the middle between black and white: a chart is read on either ground. */
const ink = "#757d87";

export const colours = { ours: "#2f81f7", naive: "#d9730d", peers: "#8e63e6" };

/** @param {string} text @param {string[]} below */
export const title = (text, below) => ({
  text,
  subtitle: below,
  anchor: "start",
  color: ink,
  subtitleColor: ink,
  fontSize: 14,
  subtitleFontSize: 12,
  subtitlePadding: 4,
  offset: 14,
});

export const frame = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  width: 680,
  height: 300,
  padding: 8,
  background: "transparent",
  config: {
    font: "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif",
    view: { stroke: null },
    axis: {
      labelColor: ink,
      titleColor: ink,
      domainColor: ink,
      tickColor: ink,
      gridColor: ink,
      gridOpacity: 0.22,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 10,
    },
    text: { fontSize: 12 },
  },
};

/** A colour for each kind of contender, without a legend: what is drawn is named where it is. */
export const colourOf = {
  field: "kind",
  type: "nominal",
  scale: { domain: Object.keys(colours), range: Object.values(colours) },
  legend: null,
};

/** @typedef {{ align?: string, angle?: number, dx?: number, dy?: number }} Place Where a label is, from its point. */

/** To the right. @type {Required<Place>} */
export const beside = { align: "left", angle: 0, dx: 9, dy: 1 };

/** A label whose place each datum tells by the properties of `Place`. */
export const label = {
  mark: {
    type: "text",
    baseline: "middle",
    ...Object.fromEntries(Object.keys(beside).map((name) => [name, { expr: `datum.${name}` }])),
  },
  encoding: { text: { field: "label" } },
};
