/** What a node of this size can hold, in proportion to its memory: `b2-4` has 4 GB. */
export function capacityOf(nodeSize: string): { connections: number; ramGb: number; cacheMb: number } {
  // A contract that was edited in the portal may say anything.
  const ramGb = Number(nodeSize.split("-")[1]) || 4;
  // A desk has not the memory of a data centre: 4 MB stand for 1 GB.
  return { connections: 25 * ramGb, ramGb, cacheMb: 4 * ramGb };
}
