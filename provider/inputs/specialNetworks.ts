import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** An address and the number of leading bits that name the network. */
export type Network = [Address, number];

interface SpecialNetwork {
  network: Network;
  /** What the network is, as it reads after "is". */
  what: string;
}

const table = (what: string, ...cidrs: string[]): SpecialNetwork[] =>
  cidrs.map((cidr) => ({ network: ipaddr.parseCIDR(cidr), what }));

/** Networks from which nothing on the Internet can come. Source: IANA special-purpose address registries. */
const unreachable: readonly SpecialNetwork[] = [
  ...table("a private network", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
  ...table("a loopback address", "127.0.0.0/8", "::1/128"),
  ...table("a link-local network", "169.254.0.0/16", "fe80::/10"),
  ...table("a carrier-grade NAT network", "100.64.0.0/10"),
  ...table("a multicast network", "224.0.0.0/4", "ff00::/8"),
  ...table("an unspecified address", "0.0.0.0/8", "::/128"),
  ...table("a reserved network", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
  ...table("a reserved network", "2001::/23", "2002::/16"),
  ...table("an IPv4 address in IPv6 form", "::ffff:0:0/96", "64:ff9b::/96"),
];

const documentation = table(
  "a documentation range",
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "2001:db8::/32",
  "3fff::/20",
);

/** All public IPv6 addresses lie in here. */
const publicIpv6: Network = ipaddr.parseCIDR("2000::/3");

/** Whether `inner` lies wholly within `outer`. */
export function covers(outer: Network, inner: Network): boolean {
  return outer[0].kind() === inner[0].kind() && outer[1] <= inner[1] && inner[0].match(outer);
}

/** What makes the network unusable as a trusted source, as it reads after "is" or "holds"; undefined if nothing does. */
export function whyUnreachable(network: Network): string | undefined {
  const special = unreachable.find((s) => covers(s.network, network) || covers(network, s.network));
  if (special) return special.what;
  const outsidePublicIpv6 = network[0].kind() === "ipv6" && !covers(publicIpv6, network);
  return outsidePublicIpv6 ? "a reserved network" : undefined;
}

/** Whether the network lies in a range that is set aside for examples in documents. */
export function isForDocumentation(network: Network): boolean {
  return documentation.some((d) => covers(d.network, network));
}
