import fc from "fast-check";
import { engineNames } from "../../provider/catalog/engines";
import { nearest } from "../../provider/inputs/suggest";

it.each([
  ["mariadb", "mariadb-10.6"],
  ["MariaDB-10.11", "mariadb-10.11"],
  ["mariadb-11.5", "mariadb-11.4"],
  ["postgres-16", "postgresql-16"],
  ["mysql8.4", "mysql-8.4"],
  ["couch", "couchdb-3.3"],
  ["valkey", "valkey-8.1"],
  ["VALKEY", "valkey-8.1"],
])("for %j the nearest engine is %s", (written, meant) => {
  expect(nearest(written, engineNames)).toBe(meant);
});

it("prefers the first of words that are equally near", () => {
  expect(nearest("b", ["ab", "bc"])).toBe("ab");
  // A wrong letter is as small a slip as one too many.
  expect(nearest("abx", ["abc", "ab"])).toBe("abc");
});

it("has nothing to suggest where nothing is known", () => {
  expect(nearest("anything", [])).toBeUndefined();
});

it("suggests a word that is known for whatever was written, and the word itself if it is known", () => {
  fc.assert(
    fc.property(fc.string(), (written) => engineNames.includes(nearest(written, engineNames) as never)),
  );
  fc.assert(fc.property(fc.constantFrom(...engineNames), (name) => nearest(name, engineNames) === name));
});
