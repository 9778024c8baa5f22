import fc from "fast-check";
import { createScrubber } from "../../provider/api/scrub";

const secret = 'p/a+ß "w"\\d=%ü\n🔑';
const scrubbed = (text: string, ...secrets: string[]) => {
  const scrubber = createScrubber();
  for (const one of secrets.length > 0 ? secrets : [secret]) scrubber.add(one);
  return scrubber.scrub(text);
};
const lower = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());
const toAscii = (text: string) =>
  text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const json = JSON.stringify(secret).slice(1, -1);

it.each([
  ["as it is", secret],
  ["in a path or query", encodeURIComponent(secret)],
  ["in a query with small digits", lower(encodeURIComponent(secret))],
  ["in a form", new URLSearchParams({ "": secret }).toString().slice(1)],
  ["in JSON", json],
  ["in JSON that is ASCII alone", toAscii(json)],
  ["in JSON of encoders that escape slashes", json.replaceAll("/", "\\/")],
  ["in base64", Buffer.from(secret).toString("base64")],
  ["in base64 without padding", Buffer.from(secret).toString("base64").replace(/=+$/, "")],
  ["in base64 for URLs", Buffer.from(secret).toString("base64url")],
])("takes out a secret %s, wherever it stands", (_form, text) => {
  expect(scrubbed(`before ${text} and ${text}.`)).toBe("before [secret] and [secret].");
});

it("takes out whatever secret in whatever form, and leaves what lies around it", () => {
  const forms = [
    (text: string) => text,
    encodeURIComponent,
    (text: string) => JSON.stringify(text).slice(1, -1),
    (text: string) => Buffer.from(text).toString("base64"),
    (text: string) => new URLSearchParams({ "": text }).toString().slice(1),
  ];
  const anySecret = fc.string({ unit: "grapheme", minLength: 4, maxLength: 40 });
  fc.assert(
    fc.property(anySecret, fc.constantFrom(...forms), (text, form) => {
      expect(scrubbed(`\u0001${form(text)}\u0001`, text)).toBe("\u0001[secret]\u0001");
    }),
    { numRuns: 500 },
  );
});

it("takes out the longer one of two secrets that begin alike", () => {
  expect(scrubbed("abcdefgh abcd", "abcd", "abcdefgh")).toBe("[secret] [secret]");
});

it("does not look for secrets in its own mark", () => {
  expect(scrubbed("abcdefgh and secret", "abcdefgh", "secret")).toBe("[secret] and [secret]");
});

it("knows a secret from the moment it is told", () => {
  const scrubber = createScrubber();
  expect(scrubber.scrub("first second")).toBe("first second");
  scrubber.add("first");
  expect(scrubber.scrub("first second")).toBe("[secret] second");
  scrubber.add("second");
  expect(scrubber.scrub("first second")).toBe("[secret] [secret]");
});

it.each(["", "a", "abc"])("does not take %j for a secret: it would be found everywhere", (text) => {
  expect(scrubbed("an abc of a thing", text)).toBe("an abc of a thing");
});

it("takes a secret of half characters without failing", () => {
  expect(scrubbed("x \ud800abc y", "\ud800abc")).toBe("x [secret] y");
});

it("searches a large text for long secrets in no time", () => {
  const text = "\\".repeat(1024 ** 2);
  expect(scrubbed(text, `${"\\".repeat(30)}x`, `${"%".repeat(30)}x`)).toBe(text);
}, 5000);
