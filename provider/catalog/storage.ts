/** Storage in GB: the least, the most, and the step in which it is sold; it can only grow. */
export const storage = { minGb: 50, maxGb: 500, stepGb: 50, eurPerStepPerMonth: "14.30" } as const;

/** The vendor's month, in hours, for turning an hourly price into a monthly one. */
export const hoursPerMonth = 732;
