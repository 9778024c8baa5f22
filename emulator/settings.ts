import { isOneOf, readObject, refuseUnknown } from "./fields";
import { invalid } from "./refusal";

export const orderTypes = ["Provision", "Change", "Cancel"] as const;
export type OrderType = (typeof orderTypes)[number];

/** What an order passes through. */
export const stages = ["new", "processing", "DONE", "failed"] as const;
export type Stage = (typeof stages)[number];

export const progressShapes = ["linear", "steps", "none"] as const;

/** How the service behaves; changeable at any time, for the orders placed from then on where not said otherwise. */
export interface Settings {
  /** Milliseconds from an order to its end. */
  provisionMs: Record<OrderType, number>;
  /** How much single orders differ from that: sigma of a lognormal distribution around it; 0: not at all. */
  spread: number;
  /** What `progress` does on the way: moves evenly, in quarters, or not at all. At once, for all orders. */
  progress: (typeof progressShapes)[number];
  /** From which stage on a Provision order names its contract. At once, for all orders. */
  contractNumberFrom: "processing" | "DONE";
  /** Milliseconds after DONE in which the contract still answers 404. */
  notFoundMs: number;
  /** Milliseconds until a new order shows up in searches. */
  searchLagMs: number;
  /** Whether a repeated X-Transaction-Id is answered with the first order; else the header is ignored. */
  dedupe: boolean;
  /** Seconds that a token lasts. */
  tokenSeconds: number;
  /** How the stages are spelled in answers. At once, for all orders. */
  statusWords: Record<Stage, string>;
}

/** A change of settings: what is left out stays; `provisionMs` as a number is for all order types. */
export type SettingsPatch = Partial<Omit<Settings, "provisionMs" | "statusWords">> & {
  provisionMs?: number | Partial<Settings["provisionMs"]>;
  statusWords?: Partial<Settings["statusWords"]>;
};

/** The settings without any option: everything at once. */
export const defaultSettings: Settings = {
  provisionMs: { Provision: 0, Change: 0, Cancel: 0 },
  spread: 0,
  progress: "linear",
  contractNumberFrom: "processing",
  notFoundMs: 0,
  searchLagMs: 0,
  dedupe: true,
  tokenSeconds: 300,
  statusWords: { new: "new", processing: "processing", DONE: "DONE", failed: "failed" },
};

const isNotNegative = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isText = (value: unknown) => typeof value === "string" && value !== "";

const checks: Record<keyof Settings, (value: unknown) => boolean> = {
  provisionMs: (value) => isNotNegative(value) || isRecord(value, orderTypes, isNotNegative),
  spread: isNotNegative,
  progress: (value) => isOneOf(progressShapes, value),
  contractNumberFrom: (value) => isOneOf(["processing", "DONE"], value),
  notFoundMs: isNotNegative,
  searchLagMs: isNotNegative,
  dedupe: (value) => typeof value === "boolean",
  tokenSeconds: (value) => isNotNegative(value) && value !== 0,
  statusWords: (value) => isRecord(value, stages, isText),
};

/** The settings with the patch applied; refuses unknown names and values. */
export function mergeSettings(settings: Settings, patch: unknown): Settings {
  const fields = readObject(patch, "");
  refuseUnknown(fields, Object.keys(checks), "");
  for (const [name, isValid] of Object.entries(checks)) {
    if (name in fields && !isValid(fields[name]))
      throw invalid(name, `cannot be ${JSON.stringify(fields[name])}`);
  }
  const { provisionMs: duration, statusWords, ...rest } = fields as SettingsPatch;
  const durations =
    typeof duration === "number" ? { Provision: duration, Change: duration, Cancel: duration } : duration;
  return {
    ...settings,
    ...rest,
    provisionMs: { ...settings.provisionMs, ...durations },
    statusWords: { ...settings.statusWords, ...statusWords },
  };
}

function isRecord(
  value: unknown,
  names: readonly string[],
  isValid: (member: unknown) => boolean,
): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([name, member]) => names.includes(name) && isValid(member));
}
