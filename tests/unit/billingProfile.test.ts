import { checkBillingProfile } from "../../provider/inputs/billingProfile";

const profile = {
  company: "Example GmbH",
  street: "Example Street 1",
  postalCode: "50667",
  city: "Cologne",
  country: "DE",
  email: "invoices@example.com",
};
const needs = "is missing: a new billing profile needs company, street, postalCode, city, country, email";

it.each([
  ["an id with leading zeros", "046073"],
  ["an id of another form", "P-1"],
  ["a new profile", profile],
  ["a new profile with a VAT id", { ...profile, vatId: "DE123456789" }],
  ["a VAT id that is left out", { ...profile, vatId: undefined }],
  ["values that a preview does not know yet", { ...profile, email: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
])("accepts %s", (_what, value) => {
  expect(checkBillingProfile(value)).toEqual([]);
});

it.each([
  ["", '"" is not an id'],
  [" ", '" " is not an id'],
  ["046073 ", '"046073 " is not an id'],
])("refuses the id %j", (id, text) => {
  const advice = 'write the id of an invoice profile as the portal shows it, such as "046073"';
  expect(checkBillingProfile(id)).toEqual([
    { path: "", text: `${text}: ${advice}, or an object for a new profile` },
  ]);
});

it.each([
  [46073, "46073 is not a text"],
  [true, "true is not a text"],
])("refuses %j, since an id is a text", (value, text) => {
  const [remark] = checkBillingProfile(value);
  expect(remark?.text).toContain(`${text}: write an id in quotes, such as "046073" (ids have leading zeros)`);
});

it("says of a list that it is neither an id nor a profile", () => {
  expect(checkBillingProfile(["046073"])).toEqual([
    { path: "", text: expect.stringContaining('["046073"] is not a text') },
  ]);
});

it.each([
  ["company", undefined, needs],
  ["street", "", needs],
  ["street", null, needs],
  ["city", "  ", '"  " is empty: write it, or leave it out'],
  ["postalCode", 50667, "50667 is not a text: write it in quotes"],
  ["vatId", "", '"" is empty: write it, or leave it out'],
  ["vatId", null, "null is not a text: write it in quotes"],
  ["country", "de", '"de" is not valid: write the two capital letters of a country, such as "DE"'],
  ["country", "Germany", '"Germany" is not valid: write the two capital letters of a country, such as "DE"'],
  ["email", "invoices", '"invoices" is not valid: write an e-mail address for the invoices'],
  ["email", "a@b@c", '"a@b@c" is not valid: write an e-mail address for the invoices'],
  [
    "vat",
    "DE1",
    "is not part of a billing profile: write company, street, postalCode, city, country, email, vatId",
  ],
])("refuses a new profile with %s: %j", (field, value, text) => {
  expect(checkBillingProfile({ ...profile, [field]: value })).toEqual([{ path: `.${field}`, text }]);
});

it("names every field that an empty profile lacks", () => {
  expect(checkBillingProfile({}).map(({ path }) => path)).toEqual(Object.keys(profile).map((f) => `.${f}`));
});
