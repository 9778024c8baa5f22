import { overlaps, parseNetwork } from "../cidr";

/** Whether the address lies in one of the networks; what is not a network lets nobody in. */
export function isAllowed(address: string, trustedSourceList: readonly string[]): boolean {
  const client = parseNetwork(`${address}/${address.includes(":") ? 128 : 32}`);
  return trustedSourceList.some((source) => {
    const network = parseNetwork(source);
    return client !== undefined && network !== undefined && overlaps(network, client);
  });
}
