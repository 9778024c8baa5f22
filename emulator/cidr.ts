import { isIP } from "node:net";

/** A network: the address with its host bits cleared, as a number. */
export interface Network {
  family: 4 | 6;
  base: bigint;
  prefix: number;
}

/** Reads `address/prefix`, clearing host bits; undefined if it is not that. */
export function parseNetwork(text: string): Network | undefined {
  const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  const prefix = Number(digits);
  if ((family !== 4 && family !== 6) || address.includes("%") || prefix > bitsOf(family)) return undefined;
  const value = family === 4 ? toNumber(address.split("."), 10, 8n) : toNumber(toGroups(address), 16, 16n);
  const hostBits = BigInt(bitsOf(family) - prefix);
  return { family, base: (value >> hostBits) << hostBits, prefix };
}

/** Writes a network in its shortest form. */
export function formatNetwork({ family, base, prefix }: Network): string {
  const width = family === 4 ? 8n : 16n;
  const count = family === 4 ? 4 : 8;
  const parts = Array.from(
    { length: count },
    (_, i) => (base >> (width * BigInt(count - 1 - i))) & (2n ** width - 1n),
  );
  if (family === 4) return `${parts.join(".")}/${prefix}`;
  return `${shorten(parts.map((part) => part.toString(16)).join(":"))}/${prefix}`;
}

/** Whether the two networks share an address: one then lies within the other. */
export function overlaps(a: Network, b: Network): boolean {
  if (a.family !== b.family) return false;
  const bits = BigInt(bitsOf(a.family) - Math.min(a.prefix, b.prefix));
  return a.base >> bits === b.base >> bits;
}

/** IPv4 before IPv6, then by address, then the wider first. */
export function compareNetworks(a: Network, b: Network): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.base !== b.base) return a.base < b.base ? -1 : 1;
  return a.prefix - b.prefix;
}

const bitsOf = (family: 4 | 6) => (family === 4 ? 32 : 128);

function toNumber(parts: string[], radix: number, width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) + BigInt(Number.parseInt(part, radix)), 0n);
}

/** The eight groups of an IPv6 address. */
function toGroups(address: string): string[] {
  const [head = "", tail] = shorten(address).split("::");
  const split = (text: string | undefined) => (text ? text.split(":") : []);
  const [front, back] = [split(head), split(tail)];
  return [...front, ...Array<string>(8 - front.length - back.length).fill("0"), ...back];
}

/** A URL's host is written in the canonical form of RFC 5952, so no code of our own is needed. */
function shorten(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
