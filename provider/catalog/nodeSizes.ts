/** A node size: virtual CPUs, memory in GB and its price per hour, where the vendor publishes one. */
export interface NodeSize {
  readonly vcpu: number;
  readonly ramGb: number;
  /** EUR per hour as the vendor writes it; null where no price is published (never guessed). */
  readonly eurPerHour: string | null;
}

/** The vendor's 14 node sizes: b is basic, a all-purpose, r memory; then vCPUs and GB of memory. */
export const nodeSizes = {
  "b2-4": { vcpu: 2, ramGb: 4, eurPerHour: "0.11" },
  "b4-8": { vcpu: 4, ramGb: 8, eurPerHour: "0.22" },
  "b8-16": { vcpu: 8, ramGb: 16, eurPerHour: "0.44" },
  "b16-32": { vcpu: 16, ramGb: 32, eurPerHour: null },
  "b32-64": { vcpu: 32, ramGb: 64, eurPerHour: null },
  "a2-8": { vcpu: 2, ramGb: 8, eurPerHour: null },
  "a4-16": { vcpu: 4, ramGb: 16, eurPerHour: null },
  "a8-32": { vcpu: 8, ramGb: 32, eurPerHour: null },
  "a16-64": { vcpu: 16, ramGb: 64, eurPerHour: null },
  "a32-128": { vcpu: 32, ramGb: 128, eurPerHour: null },
  "r2-16": { vcpu: 2, ramGb: 16, eurPerHour: null },
  "r4-32": { vcpu: 4, ramGb: 32, eurPerHour: null },
  "r8-64": { vcpu: 8, ramGb: 64, eurPerHour: null },
  "r16-128": { vcpu: 16, ramGb: 128, eurPerHour: null },
} as const satisfies Record<string, NodeSize>;

export type NodeSizeName = keyof typeof nodeSizes;

export const nodeSizeNames = Object.keys(nodeSizes) as NodeSizeName[];
