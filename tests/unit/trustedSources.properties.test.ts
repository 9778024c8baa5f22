import fc from "fast-check";
import { checkTrustedSources, normalizeSources } from "../../provider/inputs/trustedSources";

/** A network of either family in plain numbers, to reckon without the library that the code uses. */
interface Numbers {
  bits: 32 | 128;
  address: bigint;
  prefix: number;
}

const numbers: fc.Arbitrary<Numbers> = fc.oneof(
  // Few first bytes, so that networks often cover each other; all of them are public.
  fc.record({
    bits: fc.constant(32 as const),
    address: fc
      .tuple(fc.constantFrom(8n, 9n, 123n), fc.bigInt(0n, 2n ** 24n - 1n))
      .map(([first, rest]) => (first << 24n) + rest),
    prefix: fc.integer({ min: 8, max: 32 }),
  }),
  fc.record({
    bits: fc.constant(128 as const),
    address: fc
      .tuple(fc.constantFrom(0x2a00n, 0x2a01n), fc.bigInt(0n, 2n ** 112n - 1n))
      .map(([first, rest]) => (first << 112n) + rest),
    prefix: fc.integer({ min: 16, max: 128 }),
  }),
);
const clear = ({ bits, address, prefix }: Numbers): bigint => {
  const hostBits = BigInt(bits - prefix);
  return (address >> hostBits) << hostBits;
};
const networks = numbers.map((n) => ({ ...n, address: clear(n) }));

/** Without any short form. */
function write({ bits, address, prefix }: Numbers): string {
  const width = bits === 32 ? 8n : 16n;
  const parts = Array.from({ length: bits === 32 ? 4 : 8 }, (_, index) => {
    const part = (address >> (BigInt(bits) - width * BigInt(index + 1))) & (2n ** width - 1n);
    return bits === 32 ? String(part) : part.toString(16).padStart(4, "0").toUpperCase();
  });
  return `${parts.join(bits === 32 ? "." : ":")}/${prefix}`;
}

/** Whether `inner` lies in `outer`, by their first and last address. */
function covers(outer: Numbers, inner: Numbers): boolean {
  const last = (n: Numbers) => clear(n) + 2n ** BigInt(n.bits - n.prefix) - 1n;
  return outer.bits === inner.bits && clear(outer) <= clear(inner) && last(inner) <= last(outer);
}

const disjoint = fc
  .array(networks, { minLength: 1, maxLength: 8 })
  .map((list) => list.filter((one, at) => !list.some((other, i) => i !== at && covers(other, one))));
const anything = fc.oneof(fc.anything(), fc.string(), fc.ipV4Extended(), fc.ipV6(), numbers.map(write));

it("finds host bits exactly where the address is not the first of its network", () => {
  fc.assert(
    fc.property(numbers, (network) => {
      const { failures } = checkTrustedSources([write(network)]);
      return (
        failures.some(({ text }) => text.includes("has host bits set")) ===
        (clear(network) !== network.address)
      );
    }),
  );
});

it("advises a network that is accepted, and that holds the address", () => {
  fc.assert(
    fc.property(numbers, (network) => {
      const [failure] = checkTrustedSources([write(network)]).failures;
      fc.pre(failure !== undefined);
      const advised = /write "([^"]+)" for/.exec(failure?.text ?? "")?.[1];
      const expected = checkTrustedSources([write({ ...network, address: clear(network) })]);
      expect(expected).toMatchObject({ sources: [advised], failures: [] });
    }),
  );
});

it("finds an overlap exactly where one network lies in another", () => {
  fc.assert(
    fc.property(fc.array(networks, { maxLength: 6 }), (list) => {
      const needless = list.map((one, at) =>
        list.some((other, i) => i !== at && covers(other, one) && (!covers(one, other) || i < at)),
      );
      const { failures } = checkTrustedSources(list.map(write));
      const found = list.map((_, at) => failures.some(({ index }) => index === at));
      expect(found).toEqual(needless);
    }),
  );
});

it("sorts by number, so that the order of the program never matters", () => {
  const shuffled = disjoint.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, mixed]) => {
      const { sources, failures } = checkTrustedSources(mixed.map(write));
      const byNumber = [...list].sort((a, b) => a.bits - b.bits || (a.address < b.address ? -1 : 1));
      expect({ sources, failures }).toEqual({
        sources: byNumber.flatMap((network) => checkTrustedSources([write(network)]).sources),
        failures: [],
      });
    }),
  );
});

it("accepts its own result again and changes nothing in it", () => {
  fc.assert(
    fc.property(disjoint, (list) => {
      const { sources } = checkTrustedSources(list.map(write));
      expect(checkTrustedSources(sources)).toMatchObject({ sources, failures: [] });
      expect(normalizeSources(sources)).toEqual(sources);
    }),
  );
});

it("gives a list that comes back from the service the same form, host bits and order as they may be", () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 6 }), (list) => {
      const once = normalizeSources(list.map(write));
      expect(normalizeSources([...once].reverse())).toEqual(once);
      expect(normalizeSources(list.map((n) => write({ ...n, address: clear(n) })))).toEqual(once);
    }),
  );
});

it("never throws, whatever the list holds, and every entry is kept, refused or unknown", () => {
  fc.assert(
    fc.property(fc.array(anything), (list) => {
      const { sources, failures } = checkTrustedSources(list);
      const refused = new Set(failures.map(({ index }) => index));
      expect(sources.length).toBeGreaterThanOrEqual(list.length - refused.size);
      for (const { index, text } of failures) {
        expect(index).toBeLessThan(list.length);
        expect(text).not.toMatch(/\[object/);
      }
    }),
    { numRuns: 500 },
  );
});
