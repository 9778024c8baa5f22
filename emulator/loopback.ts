import { BlockList, isIPv6 } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether an address or name leads to this machine, whatever a name server says. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || loopback.check(host, isIPv6(host) ? "ipv6" : "ipv4");
}

/** Throws for an address that others can reach: the emulator's login is no secret. */
export function requireLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new Error(`the emulator listens on this machine only (127.0.0.1, ::1 or localhost), not on ${host}`);
}
