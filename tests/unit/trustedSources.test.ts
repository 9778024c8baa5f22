import { checkTrustedSources, normalizeSources } from "../../provider/inputs/trustedSources";

const publicOnly = "the database has a public address and opens to public addresses only";

/** What is said about a list: texts alone, in their order. */
function judge(...written: unknown[]) {
  const { sources, failures, warnings } = checkTrustedSources(written);
  return { sources, failures: failures.map((f) => f.text), warnings: warnings.map((w) => w.text) };
}

it.each([
  ["a bare address means that one address", ["123.123.123.123"], ["123.123.123.123/32"]],
  ["an IPv6 address too", ["2a00:1450::5"], ["2a00:1450::5/128"]],
  ["a range stays as it is", ["222.222.222.128/28"], ["222.222.222.128/28"]],
  ["IPv6 is written in its short form, in lower case", ["2A00:1450:0:0::/64"], ["2a00:1450::/64"]],
  [
    "the list is sorted by number, IPv4 first",
    ["2a00::1", "123.1.1.1", "8.8.8.8"],
    ["8.8.8.8/32", "123.1.1.1/32", "2a00::1/128"],
  ],
  ["neighbours are no overlap", ["9.0.0.0/25", "9.0.0.128/25"], ["9.0.0.0/25", "9.0.0.128/25"]],
])("accepts without a remark: %s", (_rule, written, sources) => {
  expect(judge(...written)).toEqual({ sources, failures: [], warnings: [] });
});

it.each([
  ["10.0.0.0/8", "a private network"],
  ["10.20.30.40", "a private network"],
  ["172.31.255.0/24", "a private network"],
  ["192.168.0.0/16", "a private network"],
  ["fd00::1", "a private network"],
  ["127.0.0.1", "a loopback address"],
  ["::1", "a loopback address"],
  ["169.254.10.0/24", "a link-local network"],
  ["fe80::1", "a link-local network"],
  ["100.64.0.1", "a carrier-grade NAT network"],
  ["224.0.0.1", "a multicast network"],
  ["ff02::1", "a multicast network"],
  ["240.0.0.1", "a reserved network"],
  ["255.255.255.255", "a reserved network"],
  ["198.18.0.0/15", "a reserved network"],
  ["192.0.0.8", "a reserved network"],
  ["2001::1", "a reserved network"],
  ["2002::1", "a reserved network"],
  ["4000::/16", "a reserved network"],
  ["0.0.0.0", "an unspecified address"],
  ["0.0.0.0/8", "an unspecified address"],
  ["::", "an unspecified address"],
  ["::ffff:8.8.8.8", "an IPv4 address in IPv6 form"],
  ["64:ff9b::808:808", "an IPv4 address in IPv6 form"],
  ["172.0.0.0/8", "a private network"],
  ["192.0.0.0/8", "a private network"],
  ["64.0.0.0/2", "a loopback address"],
])("refuses %s, which is or contains %s", (written, what) => {
  const { sources, failures } = judge(written);
  expect(sources).toEqual([]);
  expect(failures).toEqual([
    `"${written}" is or contains ${what}: ${publicOnly}; write the address that your network shows to the Internet`,
  ]);
});

it.each(["0.0.0.0/0", "::/0", "8.8.8.8/0"])("refuses %s, which is everybody", (written) => {
  expect(judge(written)).toEqual({
    sources: [],
    failures: [`"${written}" opens the database to every address there is: write the addresses that need it`],
    warnings: [],
  });
});

it.each([
  ["1.2.3.5/24", "1.2.3.0/24", "1.2.3.5"],
  ["222.222.222.129/28", "222.222.222.128/28", "222.222.222.129"],
  ["8.8.8.8/31", "8.8.8.8/31", undefined],
  ["2a00:1450::5/64", "2a00:1450::/64", "2a00:1450::5"],
])("names the right network for %s: %s", (written, network, address) => {
  const advice = `"${written}" has host bits set: write "${network}" for the whole network, or "${address}" for the one address`;
  expect(judge(written).failures).toEqual(address ? [advice] : []);
});

it("says both that host bits are set and that the network is private", () => {
  expect(judge("10.1.2.3/24").failures).toEqual([
    expect.stringContaining('write "10.1.2.0/24"'),
    expect.stringContaining("a private network"),
  ]);
});

it.each([
  ["1.2.3.4/33", 32],
  ["1.2.3.4/", 32],
  ["1.2.3.4/-1", 32],
  ["1.2.3.4/2 4", 32],
  ["1.2.3.4/0x8", 32],
  ["2a00::/129", 128],
])("refuses the prefix of %s and says what is possible", (written, bits) => {
  expect(judge(written).failures).toEqual([
    `"${written}" has no valid prefix length: write a number from 1 to ${bits} after the slash`,
  ]);
});

it.each([
  "example.com",
  "",
  " 8.8.8.8",
  "8.8.8",
  "8.8.8.256",
  "08.8.8.8",
  "134744072",
  "0x8.8.8.8",
  "8.8.8.8:3306",
  "8.8.8.8-9.9.9.9",
  "8.8.8.8/24/24",
  "2a00::1%eth0",
  "[2a00::1]",
  "2a00:::1",
  "*",
  "/32",
])("refuses %j, which is no address, and says that host names cannot be used", (written) => {
  expect(judge(written)).toEqual({
    sources: [],
    failures: [
      `${JSON.stringify(written)} is not an address: write a public address or range in CIDR notation, such as "123.123.123.123/32" (host names cannot be used)`,
    ],
    warnings: [],
  });
});

it.each([
  [134744072, "134744072"],
  [null, "null"],
  [undefined, "undefined"],
  [["8.8.8.8"], '["8.8.8.8"]'],
  [{ cidr: "8.8.8.8" }, '{"cidr":"8.8.8.8"}'],
])("refuses %j in place of a string", (written, shown) => {
  expect(judge(written).failures).toEqual([`must be a string such as "123.123.123.123/32", not ${shown}`]);
});

it.each([
  ["twice the same", ["8.8.8.8", "8.8.8.8"], 1, "duplicate", '[0] "8.8.8.8"'],
  ["the same with a prefix", ["8.8.8.8/32", "8.8.8.8"], 1, "duplicate", '[0] "8.8.8.8/32"'],
  ["IPv6 spelled in two ways", ["2a00::1", "2A00:0:0::1/128"], 1, "duplicate", '[0] "2a00::1"'],
  ["an address in a range", ["9.1.0.0/16", "9.1.2.3"], 1, "covered", '[0] "9.1.0.0/16"'],
  ["a range that comes later", ["9.1.2.0/24", "9.1.0.0/16"], 0, "covered", '[1] "9.1.0.0/16"'],
  ["an IPv6 range in a range", ["2a00:1::/32", "2a00:1:2::/48"], 1, "covered", '[0] "2a00:1::/32"'],
])("refuses %s and names both entries", (_name, written, index, word, other) => {
  const text = expect.stringMatching(new RegExp(`${word}.*remove one of them$`));
  const { failures } = checkTrustedSources(written);
  expect(failures).toEqual([{ index, text }]);
  expect(failures[0]?.text).toContain(JSON.stringify(written[index]));
  expect(failures[0]?.text).toContain(`trustedSources${other}`);
});

it.each([
  ["192.0.2.7", '"192.0.2.7" is a documentation range: nobody connects from there'],
  ["198.51.100.0/24", '"198.51.100.0/24" is a documentation range: nobody connects from there'],
  ["203.0.113.5/32", '"203.0.113.5/32" is a documentation range: nobody connects from there'],
  ["2001:db8::1", '"2001:db8::1" is a documentation range: nobody connects from there'],
  ["9.0.0.0/15", '"9.0.0.0/15" is a very wide range: ideally a single address is opened'],
  ["2a00::/31", '"2a00::/31" is a very wide range: ideally a single address is opened'],
])("accepts %s with a warning", (written, warning) => {
  expect(judge(written)).toMatchObject({ failures: [], warnings: [warning] });
  expect(judge(written).sources).toHaveLength(1);
});

it.each(["9.0.0.0/16", "2a00::/32"])("accepts %s, which is just narrow enough, without one", (written) => {
  expect(judge(written).warnings).toEqual([]);
});

it("numbers remarks by the place in the list that was written", () => {
  const { failures, warnings } = checkTrustedSources(["8.8.8.8", "example.com", "203.0.113.1", "10.0.0.1"]);
  expect(failures.map(({ index }) => index)).toEqual([1, 3]);
  expect(warnings.map(({ index }) => index)).toEqual([2]);
});

it("passes over what a preview does not know yet", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(judge(unknown, "8.8.8.8", unknown)).toEqual({ sources: ["8.8.8.8/32"], failures: [], warnings: [] });
});

it.each([
  ["host bits are dropped", ["9.1.2.3/24"], ["9.1.2.0/24"]],
  ["order and spelling do not matter", ["2A00::0:1/128", "8.8.8.8"], ["8.8.8.8/32", "2a00::1/128"]],
  ["the same twice is once", ["8.8.8.8", "8.8.8.8/32"], ["8.8.8.8/32"]],
  ["what cannot be read stays, last", ["vpn.example.com", "9.9.9.9/32"], ["9.9.9.9/32", "vpn.example.com"]],
])("compares a list that the service sends back: %s", (_rule, list, normal) => {
  expect(normalizeSources(list)).toEqual(normal);
});
