import { compareNetworks, formatNetwork, type Network, overlaps, parseNetwork } from "./cidr";
import { readList } from "./fields";
import { invalid } from "./refusal";

const toNetworks = (...cidrs: string[]) => cidrs.map(parseNetwork).filter((network) => network !== undefined);

/** Access is possible from public networks only. Source: IANA special-purpose address registries. */
const closed = toNetworks(
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
);
/** All public IPv6 addresses lie in the first of these, but none in the others. */
const publicIpv6 = toNetworks("2000::/3");
const closedIpv6 = toNetworks("2001::/23", "2002::/16");

/** Reads the networks from which a database can be reached, and gives them the service's form: masked and sorted. */
export function readTrustedSources(value: unknown, path: string): string[] {
  const networks = readList(value, path, readSource);
  if (networks.length === 0) throw invalid(path, "must name at least one source");
  for (const [index, network] of networks.entries()) {
    const other = networks.slice(0, index).find((earlier) => overlaps(earlier, network));
    if (other) throw invalid(`${path}[${index}]`, `overlaps ${formatNetwork(other)}`);
  }
  return networks.sort(compareNetworks).map(formatNetwork);
}

function readSource(value: unknown, path: string): Network {
  const network = typeof value === "string" ? parseNetwork(value) : undefined;
  if (!network) throw invalid(path, "must be a network in CIDR notation, such as 123.123.123.123/32");
  if (!isPublic(network)) throw invalid(path, "must be public: access from private networks is not allowed");
  return network;
}

function isPublic(network: Network): boolean {
  if ([...closed, ...closedIpv6].some((special) => overlaps(special, network))) return false;
  return (
    network.family === 4 || publicIpv6.some((all) => network.prefix >= all.prefix && overlaps(all, network))
  );
}
