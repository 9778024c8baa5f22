import type { DatabaseInputs, Finding, InputName } from "./schema";
import { inputNames } from "./schema";
import { containsUnknown, isUnknown } from "./unknowns";

/** What a changed input leads to: an order to change the database, a new database, or nothing at the vendor. */
export type Effect = "change" | "replace" | "none";

export interface InputChange {
  name: InputName;
  from: unknown;
  to: unknown;
  effect: Effect;
}

type Values = Record<string, unknown>;

/** Every input whose value differs, with what the difference leads to. Order: as the inputs are documented. */
export function findChanges(olds: Values, news: Values): InputChange[] {
  return inputNames
    .filter((name) => JSON.stringify(sortKeys(olds[name])) !== JSON.stringify(sortKeys(news[name])))
    .map((name) => ({
      name,
      from: olds[name],
      to: news[name],
      effect: effectOf(name, olds[name], news[name]),
    }));
}

function effectOf(name: InputName, from: unknown, to: unknown): Effect {
  if (name === "allowReplacement") return "none";
  // What a preview does not know yet may turn out to be the same: it is judged when it is known.
  if (containsUnknown(to)) return "change";
  if (name === "engine" || name === "region") return "replace";
  if (name === "storageGb") return Number(to) < Number(from) ? "replace" : "change";
  return "change";
}

/** Two objects that differ in the order of their keys alone are the same input. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Refuses the changes that would destroy data unasked, and those that the vendor cannot carry out. */
export function refuseChanges(changes: readonly InputChange[], { allowReplacement }: Values): Finding[] {
  return changes.flatMap((change) => {
    const allowed = allowReplacement === true || isUnknown(allowReplacement);
    if (change.effect === "replace" && !allowed) return [refuseReplacement(change)];
    if (change.name === "billingProfile" && typeof change.to === "object") return [refuseNewProfile()];
    return [];
  });
}

function refuseReplacement({ name, from, to }: InputChange): Finding {
  const why =
    name === "storageGb"
      ? `storage can only grow: ${from} GB cannot become ${to} GB (write storageGb: ${from} to keep the database as it is)`
      : `a database cannot move from ${JSON.stringify(from)} to ${JSON.stringify(to)}`;
  return {
    property: name,
    reason: `${why}. The database would be replaced and its data destroyed. To keep the data, declare a new ManagedDatabase under another name, move the data, then remove this one; if the data may go, write allowReplacement: true`,
  };
}

function refuseNewProfile(): Finding {
  return {
    property: "billingProfile",
    reason:
      "a new billing profile can only be created together with a new database: write the id of an existing profile, such as the output billingProfileId of this database",
  };
}

/** The values that make a database another one: they cannot be changed by an order. */
export type ImmutableInputs = Pick<DatabaseInputs, "engine" | "region">;
