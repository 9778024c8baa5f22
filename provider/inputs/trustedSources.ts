import ipaddr from "ipaddr.js";
import { covers, isForDocumentation, type Network, whyUnreachable } from "./specialNetworks";
import { isUnknown } from "./unknowns";

/** What was found wrong, or worth a warning, in one entry of the list. */
export interface SourceRemark {
  index: number;
  text: string;
}

export interface CheckedSources {
  /** CIDR notation, sorted by address; only the entries without a failure. */
  sources: string[];
  failures: SourceRemark[];
  warnings: SourceRemark[];
}

interface Entry {
  index: number;
  written: string;
  network: Network;
}

/** Anything that opens more addresses than this gets a warning: a whole /16 (IPv4), a provider's /32 (IPv6). */
const widestWithoutWarning = { ipv4: 16, ipv6: 32 };

/**
 * Checks the addresses and ranges from which a database may be reached, and brings them into one form.
 * A bare address means that one address (/32, IPv6 /128). Entries may be of any type: what is not a string
 * is a failure, what a preview does not know yet is passed over.
 */
export function checkTrustedSources(written: readonly unknown[]): CheckedSources {
  const failures: SourceRemark[] = [];
  const warnings: SourceRemark[] = [];
  const entries: Entry[] = [];
  written.forEach((value, index) => {
    if (isUnknown(value)) return;
    const network = parseSource(value);
    if (typeof network === "string") {
      failures.push({ index, text: network });
      return;
    }
    const entry = { index, written: String(value), network };
    const faults = findFaults(entry);
    failures.push(...faults.map((text) => ({ index, text })));
    if (faults.length === 0) entries.push(entry);
    warnings.push(...findRisks(entry).map((text) => ({ index, text })));
  });
  failures.push(...findOverlaps(entries));
  return { sources: sortNetworks(entries.map((e) => e.network)).map(formatNetwork), failures, warnings };
}

/**
 * The same list in the form that `checkTrustedSources` gives it, for lists that a server sends back:
 * host bits are dropped, order and spelling do not matter, what cannot be read stays as it is.
 */
export function normalizeSources(list: readonly string[]): string[] {
  const networks: Network[] = [];
  const unreadable: string[] = [];
  for (const item of list) {
    const network = parseSource(item);
    if (typeof network === "string") unreadable.push(item);
    else networks.push([networkAddress(network), network[1]]);
  }
  return [...new Set([...sortNetworks(networks).map(formatNetwork), ...unreadable.sort()])];
}

/** The network that is written, or what is wrong with the writing. */
function parseSource(value: unknown): Network | string {
  if (typeof value !== "string")
    return `must be a string such as "123.123.123.123/32", not ${JSON.stringify(value)}`;
  const [address = "", prefix, ...rest] = value.split("/");
  const isV4 = ipaddr.IPv4.isValidFourPartDecimal(address);
  const isV6 = !isV4 && address.includes(":") && !address.includes("%") && ipaddr.IPv6.isValid(address);
  if ((!isV4 && !isV6) || rest.length > 0) {
    return `${quote(value)} is not an address: write a public address or range in CIDR notation, such as "123.123.123.123/32" (host names cannot be used)`;
  }
  const bits = isV4 ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) {
    return `${quote(value)} has no valid prefix length: write a number from 1 to ${bits} after the slash`;
  }
  return [ipaddr.parse(address), prefix === undefined ? bits : Number(prefix)];
}

function findFaults({ written, network }: Entry): string[] {
  const [address, prefix] = network;
  if (prefix === 0) {
    return [
      `${quote(written)} opens the database to every address there is: write the addresses that need it`,
    ];
  }
  const faults: string[] = [];
  const base = networkAddress(network);
  if (base.toString() !== address.toString()) {
    faults.push(
      `${quote(written)} has host bits set: write "${formatNetwork([base, prefix])}" for the whole network, or "${address}" for the one address`,
    );
  }
  const why = whyUnreachable([base, prefix]);
  if (why) {
    faults.push(
      `${quote(written)} is or contains ${why}: the database has a public address and opens to public addresses only; write the address that your network shows to the Internet`,
    );
  }
  return faults;
}

function findRisks({ written, network }: Entry): string[] {
  const risks: string[] = [];
  if (isForDocumentation(network)) {
    risks.push(`${quote(written)} is a documentation range: nobody connects from there`);
  }
  const [address, prefix] = network;
  if (prefix > 0 && prefix < widestWithoutWarning[address.kind()]) {
    risks.push(`${quote(written)} is a very wide range: ideally a single address is opened`);
  }
  return risks;
}

/** Each entry that another one makes needless, named with that other one. */
function findOverlaps(entries: readonly Entry[]): SourceRemark[] {
  const remarks: SourceRemark[] = [];
  entries.forEach((entry, position) => {
    const cover = entries.find(
      (other, otherPosition) =>
        other !== entry &&
        covers(other.network, entry.network) &&
        (other.network[1] < entry.network[1] || otherPosition < position),
    );
    if (!cover) return;
    const same = cover.network[1] === entry.network[1];
    const text = same
      ? `${quote(entry.written)} is a duplicate of trustedSources[${cover.index}] ${quote(cover.written)}: remove one of them`
      : `${quote(entry.written)} is covered by trustedSources[${cover.index}] ${quote(cover.written)}: remove one of them`;
    remarks.push({ index: entry.index, text });
  });
  return remarks;
}

function networkAddress([address, prefix]: Network): ipaddr.IPv4 | ipaddr.IPv6 {
  const cidr = `${address}/${prefix}`;
  return address.kind() === "ipv4"
    ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
    : ipaddr.IPv6.networkAddressFromCIDR(cidr);
}

function sortNetworks(networks: readonly Network[]): Network[] {
  return [...networks].sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
}

/** IPv4 before IPv6, then by address, then the wider range first. */
function sortKey([address, prefix]: Network): string {
  const bytes = address.toByteArray().map((byte) => byte.toString(16).padStart(2, "0"));
  return `${address.kind()}:${bytes.join("")}:${String(prefix).padStart(3, "0")}`;
}

function formatNetwork([address, prefix]: Network): string {
  return `${address.toString()}/${prefix}`;
}

const quote = (text: string) => JSON.stringify(text);
