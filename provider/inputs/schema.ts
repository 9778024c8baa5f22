import { type EngineName, engineNames, engines } from "../catalog/engines";
import { type NodeSizeName, nodeSizeNames } from "../catalog/nodeSizes";
import { type RegionName, regionNames } from "../catalog/regions";
import { maxReadReplicas } from "../catalog/replicas";
import { storage } from "../catalog/storage";
import { checkBillingProfile, type NewBillingProfile } from "./billingProfile";
import { nearest } from "./suggest";
import { checkTrustedSources, type SourceRemark } from "./trustedSources";
import { containsUnknown, isUnknown } from "./unknowns";

/** What a program asks for, once checked, normalised and with its defaults. */
export interface DatabaseInputs {
  engine: EngineName;
  nodeSize: NodeSizeName;
  storageGb: number;
  trustedSources: string[];
  region: RegionName;
  billingProfile: string | NewBillingProfile;
  readReplicas: number;
  allowReplacement: boolean;
}

export type InputName = keyof DatabaseInputs;

/** Something wrong, or worth a warning, with one property; `property` is its path, as in `trustedSources[0]`. */
export interface Finding {
  property: string;
  reason: string;
}

export interface CheckedInputs {
  /** As `DatabaseInputs` where nothing failed; values that a preview does not know stay as they came. */
  inputs: Record<InputName, unknown>;
  failures: Finding[];
  warnings: Finding[];
}

type Rule = (value: unknown, property: InputName) => Finding[];

const fail = (property: string, reason: string): Finding[] => [{ property, reason }];
const show = (value: unknown) => (typeof value === "number" ? String(value) : JSON.stringify(value));

const oneOf =
  (what: string, known: readonly string[]): Rule =>
  (value, property) => {
    if (known.includes(value as string)) return [];
    const guess = typeof value === "string" ? nearest(value, known) : undefined;
    const hint = guess ? `did you mean "${guess}"? ` : "";
    return fail(property, `${show(value)} is not ${what}: ${hint}write one of ${known.join(", ")}`);
  };

const storageRule: Rule = (value, property) => {
  const { minGb, maxGb, stepGb } = storage;
  const advice = `write a whole number of GB from ${minGb} to ${maxGb} in steps of ${stepGb}, such as ${suggestStorage(value)}`;
  if (typeof value !== "number") return fail(property, `${show(value)} is not a number: ${advice}`);
  const valid = value >= minGb && value <= maxGb && value % stepGb === 0;
  return valid ? [] : fail(property, `${value} cannot be ordered: ${advice}`);
};

/** The storage that was most likely meant: rounded up to a step, within the limits. */
function suggestStorage(value: unknown): number {
  const { minGb, maxGb, stepGb } = storage;
  const steps = Math.ceil(Number(value) / stepGb) * stepGb;
  return Number.isFinite(steps) ? Math.min(maxGb, Math.max(minGb, steps)) : minGb;
}

const replicasRule: Rule = (value, property) => {
  const valid =
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxReadReplicas;
  return valid
    ? []
    : fail(property, `${show(value)} is not possible: write a whole number from 0 to ${maxReadReplicas}`);
};

const booleanRule: Rule = (value, property) =>
  typeof value === "boolean"
    ? []
    : fail(property, `${show(value)} is not a boolean: write true or false, without quotes`);

const billingProfileRule: Rule = (value, property) =>
  checkBillingProfile(value).map(({ path, text }) => ({ property: property + path, reason: text }));

/** Every input with its rule; `trustedSources` is checked on its own, since checking also normalises it. */
const rules: Record<Exclude<InputName, "trustedSources">, Rule> = {
  engine: oneOf("an engine that can be ordered", engineNames),
  nodeSize: oneOf("a node size", nodeSizeNames),
  storageGb: storageRule,
  region: oneOf("a region", regionNames),
  billingProfile: billingProfileRule,
  readReplicas: replicasRule,
  allowReplacement: booleanRule,
};

const defaults = { readReplicas: 0, allowReplacement: false };

export const inputNames: readonly InputName[] = [
  "engine",
  "nodeSize",
  "storageGb",
  "trustedSources",
  "region",
  "billingProfile",
  "readReplicas",
  "allowReplacement",
];

/** Checks everything that a program wrote. Never fails on a value that a preview does not know yet. */
export function checkInputs(written: Record<string, unknown>): CheckedInputs {
  const inputs = { ...defaults, ...pick(written) } as Record<InputName, unknown>;
  const sources = checkSources(inputs.trustedSources);
  const failures = [
    ...findUnknownNames(written),
    ...Object.entries(rules).flatMap(([name, rule]) =>
      applyRule(rule, inputs[name as InputName], name as InputName),
    ),
    ...sources.failures,
    ...checkReplicasOfEngine(inputs),
  ];
  return { inputs: { ...inputs, trustedSources: sources.value }, failures, warnings: sources.warnings };
}

function pick(written: Record<string, unknown>): Record<string, unknown> {
  const named = inputNames.map((name) => [name, written[name]] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined && value !== null));
}

function findUnknownNames(written: Record<string, unknown>): Finding[] {
  const strangers = Object.keys(written).filter((name) => !inputNames.includes(name as InputName));
  return strangers.flatMap((name) =>
    fail(
      name,
      `is not an input of ManagedDatabase: did you mean "${nearest(name, inputNames)}"? The inputs are ${inputNames.join(", ")}`,
    ),
  );
}

function applyRule(rule: Rule, value: unknown, name: InputName): Finding[] {
  if (isUnknown(value)) return [];
  if (value === undefined) return fail(name, "is missing: every database needs it");
  return rule(value, name);
}

function checkSources(value: unknown): { value: unknown; failures: Finding[]; warnings: Finding[] } {
  const property = "trustedSources";
  if (isUnknown(value)) return { value, failures: [], warnings: [] };
  if (!Array.isArray(value) || value.length === 0) {
    const what = value === undefined ? "is missing" : `${show(value)} is not a list of addresses`;
    const reason = `${Array.isArray(value) ? "is empty" : what}: all access is closed at first; write at least one public address, such as ["123.123.123.123"]`;
    return { value, failures: fail(property, reason), warnings: [] };
  }
  const checked = checkTrustedSources(value);
  const place = ({ index, text }: SourceRemark): Finding => ({
    property: `${property}[${index}]`,
    reason: text,
  });
  const complete = checked.failures.length === 0 && !value.some(isUnknown);
  return {
    value: complete ? checked.sources : value,
    failures: checked.failures.map(place),
    warnings: checked.warnings.map(place),
  };
}

function checkReplicasOfEngine({ engine, readReplicas }: Record<InputName, unknown>): Finding[] {
  if (containsUnknown([engine, readReplicas]) || !(Number(readReplicas) > 0)) return [];
  const known = engines[engine as EngineName];
  if (!known || known.replicas) return [];
  return fail(
    "readReplicas",
    `${readReplicas} is not possible: ${engine} has no read replicas; write 0 or leave it out`,
  );
}
