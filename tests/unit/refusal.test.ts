import type { Match } from "../../provider/orders/lookUp";
import { makeReference } from "../../provider/orders/reference";
import { describeMatch, RefusedError } from "../../provider/orders/refusal";
import { aContract, anOrder } from "../support/wireSamples";

const urn = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders";
const reference = makeReference({ urn, organization: "acme", namespace: "" });
const match: Match = { order: anOrder(), contract: aContract(), mark: "settled" };
const found =
  "Found: order 64e47d15bc03ede47135c372 of 2026-11-23T12:00:00Z, DONE, mariadb-10.6 in DE-WEST, contract 423310 (ACTIVE).";

it.each([
  ["replacement", ["--replace, taint or replaceOnChanges", "allowReplacement: true", "pulumi state untaint"]],
  ["settled", ["resource option import", "plusserver:namespace", `"orders (shop/prod) -${reference.hash}"`]],
  [
    "different",
    ["another engine or region", "cancel it in the portal", `"orders (shop/prod) -${reference.hash}"`],
  ],
  ["stateUnknown", ["Run pulumi up again", "resource option import", "set its alias in the portal"]],
] as const)(
  "says after a refusal (%s) that nothing was ordered, what was found, and every way out",
  (why, ways) => {
    const { message } = new RefusedError(why, [match], reference);
    expect(message).toMatch(/^nothing was ordered: /);
    for (const way of ways) expect(message).toContain(way);
    expect(message.endsWith(found)).toBe(true);
  },
);

it.each([
  ["a contract that cannot be read yet", { contract: null }, "contract 423310 (not readable yet)"],
  [
    "no contract yet",
    { contract: null, order: anOrder({ contractNumber: null, status: "new" }) },
    "new, mariadb-10.6 in DE-WEST, no contract yet",
  ],
  [
    "an engine that this release does not know",
    { order: anOrder({ version: "99" }) },
    "unknown engine in DE-WEST",
  ],
  [
    "an order that says little",
    { order: anOrder({ product: undefined, region: undefined }) },
    "unknown engine in unknown region",
  ],
])("finds words for %s", (_what, change, text) => {
  expect(describeMatch({ ...match, ...change } as Match)).toContain(text);
});

it("lists everything that was found", () => {
  const second = { ...match, order: anOrder({ orderId: "b" }) };
  expect(new RefusedError("settled", [match, second], reference).message).toContain("(ACTIVE); order b of");
});
