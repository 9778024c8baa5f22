import fc from "fast-check";
import {
  aliasOf,
  allAliasesOf,
  type Mark,
  makeReference,
  markOf,
  transactionIdOf,
} from "../../provider/orders/reference";

const place = {
  urn: "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/plusserver:ManagedDatabase::orders",
  organization: "acme",
  namespace: "",
};
const urnOf = (stack: string, project: string, name: string, type = "pulumi-nodejs:dynamic/plusserver:M") =>
  `urn:pulumi:${stack}::${project}::${type}::${name}`;
const marks: Mark[] = ["reserved", "settled", "condemned"];

it("is made of name, project and stack for people, and of a hash", () => {
  expect(makeReference(place)).toEqual({
    readable: "orders (shop/prod)",
    hash: expect.stringMatching(/^[0-9a-f]{20}$/),
  });
});

it("never changes, or databases that were ordered before would not be found again", () => {
  const reference = makeReference(place);
  expect(aliasOf(reference, "reserved")).toBe("orders (shop/prod) ~66c096e039fe76167da1");
  expect(transactionIdOf(reference, 0)).toBe("82d6ece6-6b9f-8d8b-b210-4b4d8e208de3");
});

it("reads name and project of a database within a component, and of a name with colons", () => {
  const component = "my:component$pulumi-nodejs:dynamic/plusserver:ManagedDatabase";
  const urn = urnOf("prod", "shop", "a::b", component);
  expect(makeReference({ ...place, urn }).readable).toBe("a::b (shop/prod)");
});

it.each([
  ["name", { urn: urnOf("prod", "shop", "users") }],
  ["project", { urn: urnOf("prod", "web", "orders") }],
  ["stack", { urn: urnOf("dev", "shop", "orders") }],
  ["parent", { urn: urnOf("prod", "shop", "orders", "my:component$x") }],
  ["organization", { organization: "other" }],
  ["namespace", { namespace: "blue" }],
])("differs by its %s alone", (_what, change) => {
  expect(makeReference({ ...place, ...change }).hash).not.toBe(makeReference(place).hash);
});

it("does not take a part of one for a part of another", () => {
  const one = makeReference({ ...place, organization: "a", namespace: "bc" });
  const other = makeReference({ ...place, organization: "ab", namespace: "c" });
  expect(one.hash).not.toBe(other.hash);
});

it("makes aliases of at most 100 characters that come back as they were sent, whatever the name", () => {
  const names = fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string({ maxLength: 200 }));
  fc.assert(
    fc.property(names, names, names, (stack, project, name) => {
      for (const alias of allAliasesOf(makeReference({ ...place, urn: urnOf(stack, project, name) }))) {
        expect(alias.length).toBeLessThanOrEqual(100);
        expect(Buffer.from(alias).toString()).toBe(alias);
      }
    }),
  );
  const emoji = makeReference({ ...place, urn: urnOf("prod", "shop", `a${"🦄".repeat(80)}`) });
  expect(Buffer.from(emoji.readable).toString()).toBe(emoji.readable);
  expect(aliasOf(emoji, "settled").length).toBeGreaterThan(95);
});

it("keeps the hash whole, however long the name is", () => {
  const reference = makeReference({ ...place, urn: urnOf("prod", "shop", "x".repeat(500)) });
  expect(aliasOf(reference, "condemned")).toMatch(/^x{78} -[0-9a-f]{20}$/);
});

it.each(marks)("reads back that a contract is %s", (mark) => {
  const reference = makeReference(place);
  expect(markOf(aliasOf(reference, mark), reference)).toBe(mark);
});

it.each([
  ["no alias", null],
  ["none at all", undefined],
  ["a text of somebody's own", "production orders, do not touch"],
  ["the alias of another database", aliasOf(makeReference({ ...place, namespace: "blue" }), "reserved")],
])("takes a contract with %s for settled, since somebody must judge it", (_what, alias) => {
  expect(markOf(alias, makeReference(place))).toBe("settled");
});

it("counts earlier orders into a transaction id that is a UUID, the same in every run", () => {
  const ids = Array.from({ length: 50 }, (_, count) => transactionIdOf(makeReference(place), count));
  expect(new Set(ids).size).toBe(50);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(transactionIdOf(makeReference({ ...place, namespace: "blue" }), 0)).not.toBe(ids[0]);
});
