import type { Context } from "./context";
import { at, readObject, readText, refuseUnknown } from "./fields";
import { takeNumber } from "./ids";
import { invalid } from "./refusal";
import type { Call } from "./routes";

const required = ["company", "street", "postalCode", "city", "country", "email"];
const path = "order.invoiceProfile";

/** Answers the invoice profiles of the account. */
export function listInvoiceProfiles({ state }: Context, _call: Call) {
  const invoiceProfileList = state.invoiceProfiles;
  return { invoiceProfileList, resultSetProperties: { total: invoiceProfileList.length } };
}

/** Checks the data of a new profile; returns the company's name, under which it will be listed. */
export function readNewProfile(value: unknown): string {
  const fields = readObject(value, path);
  refuseUnknown(fields, [...required, "vatId"], path);
  for (const name of required) readText(fields[name], at(path, name));
  if (fields.vatId !== undefined) readText(fields.vatId, at(path, "vatId"));
  if (!/^[A-Z]{2}$/.test(String(fields.country)))
    throw invalid(at(path, "country"), "must be two capital letters");
  if (!/^[^@\s]+@[^@\s]+$/.test(String(fields.email)))
    throw invalid(at(path, "email"), "must be an e-mail address");
  return String(fields.company);
}

/** Opens a profile and returns its id: six digits, with leading zeros. */
export function addInvoiceProfile({ state }: Context, name: string): string {
  const invoiceProfileId = String(46_074 + takeNumber(state, "invoiceProfile")).padStart(6, "0");
  state.invoiceProfiles.push({ invoiceProfileId, name });
  return invoiceProfileId;
}
