import { isUnknown } from "./unknowns";

/** A new invoice profile, created by the vendor with the order. */
export interface NewBillingProfile {
  company: string;
  street: string;
  postalCode: string;
  city: string;
  /** Two capital letters, ISO 3166-1, for example `DE`. */
  country: string;
  email: string;
  /** VAT identification number, where there is one. */
  vatId?: string;
}

/** What is wrong at `path` below `billingProfile` (empty: with the whole of it). */
interface Remark {
  path: string;
  text: string;
}

const required = ["company", "street", "postalCode", "city", "country", "email"];
const known = [...required, "vatId"];

const forms: Record<string, { pattern: RegExp; advice: string }> = {
  country: { pattern: /^[A-Z]{2}$/, advice: 'write the two capital letters of a country, such as "DE"' },
  email: { pattern: /^[^@\s]+@[^@\s]+$/, advice: "write an e-mail address for the invoices" },
};

/** Checks a billing profile: the id of an existing one, or the data of a new one. */
export function checkBillingProfile(value: unknown): Remark[] {
  if (typeof value === "string") return checkId(value);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries({ ...Object.fromEntries(required.map((f) => [f, undefined])), ...value }).flatMap(
      checkField,
    );
  }
  const advice =
    'write an id in quotes, such as "046073" (ids have leading zeros), or an object for a new profile';
  return [{ path: "", text: `${JSON.stringify(value)} is not a text: ${advice}` }];
}

function checkId(id: string): Remark[] {
  if (id !== "" && id === id.trim()) return [];
  const advice = 'write the id of an invoice profile as the portal shows it, such as "046073"';
  return [
    { path: "", text: `${JSON.stringify(id)} is not an id: ${advice}, or an object for a new profile` },
  ];
}

function checkField([field, value]: [string, unknown]): Remark[] {
  const remark = (text: string): Remark[] => [{ path: `.${field}`, text }];
  if (isUnknown(value)) return [];
  if (!known.includes(field)) return remark(`is not part of a billing profile: write ${known.join(", ")}`);
  if ((value ?? "") === "" && required.includes(field)) {
    return remark(`is missing: a new billing profile needs ${required.join(", ")}`);
  }
  if (value === undefined) return [];
  if (typeof value !== "string") return remark(`${JSON.stringify(value)} is not a text: write it in quotes`);
  if (value.trim() === "") return remark(`${JSON.stringify(value)} is empty: write it, or leave it out`);
  const form = forms[field];
  return form && !form.pattern.test(value)
    ? remark(`${JSON.stringify(value)} is not valid: ${form.advice}`)
    : [];
}
