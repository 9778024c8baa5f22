/** The vendor's regions and the sites behind them. */
export const regions = {
  "DE-WEST": { site: "CGN3", city: "Cologne" },
  "DE-NORTH": { site: "HAM5", city: "Hamburg" },
} as const;

export type RegionName = keyof typeof regions;

export const regionNames = Object.keys(regions) as RegionName[];
