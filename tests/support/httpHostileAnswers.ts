import fc from "fast-check";

/** An answer as bytes, with everything that can be wrong with it. */
export interface HostileAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** JSON as text, since some of it is nothing that `JSON.stringify` would write. */
const hostileTexts = [
  ...["null", "true", "false", "0", "-1", "0.5", "1e999", "-0", "9007199254740993", "1e308"],
  ...['""', '"\\ud800"', '"\\u0000"', '"constructor"', '" "', '"\u001b[2J"', `"${"x".repeat(5000)}"`],
  ...["[]", "{}", "[null]", '{"__proto__":{"polluted":true}}', '{"toString":1,"length":-1}'],
  ...[`${"[".repeat(2000)}${"]".repeat(2000)}`, `${'{"a":'.repeat(500)}1${"}".repeat(500)}`],
];

/** One time in so many, else null. */
const oneIn = <Value>(times: number, arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const edit = fc.record({
  place: fc.nat(),
  to: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 2, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  /** The member gets this name, too. */
  rename: oneIn(8, fc.constantFrom("__proto__", "constructor", "")),
});
const harm = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant("noise" as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
);
const retryAfter = fc.oneof(
  fc.constantFrom("3", "-1", "99999999999999999999", "soon", "Mon"),
  fc.stringMatching(/^[ -~]*$/),
);

/** Answers that begin as a proper one, and are then spoiled: mostly one member or two, sometimes the bytes. */
export function createHostileAnswers(proper: object): fc.Arbitrary<HostileAnswer> {
  const body = fc.tuple(fc.array(edit, { maxLength: 3 }), oneIn(6, harm)).map(([edits, harmed]) => {
    const text = edits.reduce((json, one, index) => applyEdit(json, one, index), JSON.stringify(proper));
    return spoil(Buffer.from(text), harmed);
  });
  const status = fc.oneof(
    { weight: 8, arbitrary: fc.constant(200) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503, 599),
    },
  );
  const headers = oneIn(5, retryAfter).map((value) => (value === null ? {} : { "retry-after": value }));
  return fc.record({ status, headers, body });
}

/** A proper answer with each of its values, and lists and objects within it, replaced by each hostile one, and left out. */
export function spoilEveryPlace(proper: object): Buffer[] {
  return placesOf(proper).flatMap((place) => {
    const left = JSON.stringify(withMark(proper, place, undefined));
    const marked = JSON.stringify(withMark(proper, place, mark));
    return [left, ...hostileTexts.map((text) => marked.replace(`"${mark}"`, () => text))].map((json) =>
      Buffer.from(json),
    );
  });
}

const mark = "spoil this";
type Place = readonly (string | number)[];

function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [place];
  const within = Object.entries(value).flatMap(([name, member]) => placesOf(member, [...place, name]));
  return [...(place.length > 0 ? [place] : []), ...within];
}

function withMark(value: unknown, [name, ...rest]: Place, to: string | undefined): unknown {
  if (name === undefined) return to;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = withMark(copy[name], rest, to);
  return copy;
}

/** Replaces one value of a JSON text, leaves it out or renames it; by position, so that what is no JSON can be edited. */
function applyEdit(
  text: string,
  { place, to, rename }: { place: number; to: string | undefined; rename: string | null },
  seed: number,
): string {
  const members = [...text.matchAll(/"(\w+)":("(?:[^"\\]|\\.)*"|-?[\d.e+]+|null|true|false|\[\]|\{\})(,?)/g)];
  const member = members[(place + seed) % Math.max(1, members.length)];
  if (!member) return to ?? "";
  const [whole, name, , comma] = member;
  const written = to === undefined ? "" : `"${rename ?? name}":${to}${comma}`;
  const before = text.slice(0, member.index);
  const isLast = written === "" && comma === "";
  return (isLast ? before.replace(/,$/, "") : before) + written + text.slice(member.index + whole.length);
}

type Harm =
  | { kind: "cut"; at: number }
  | { kind: "insert"; at: number; byte: number }
  | { kind: "noise"; bytes: Uint8Array };

function spoil(bytes: Buffer, harmed: Harm | null): Buffer {
  if (!harmed) return bytes;
  if (harmed.kind === "noise") return Buffer.from(harmed.bytes);
  const at = harmed.at % (bytes.length + 1);
  const rest = harmed.kind === "cut" ? [] : [Buffer.from([harmed.byte]), bytes.subarray(at)];
  return Buffer.concat([bytes.subarray(0, at), ...rest]);
}
