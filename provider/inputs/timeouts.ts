/** How long an operation may take, in ms. */
export interface Timeouts {
  create: number;
  update: number;
  delete: number;
}

const minute = 60_000;
const defaults: Timeouts = { create: 60 * minute, update: 60 * minute, delete: 30 * minute };
const units: Record<string, number> = { ms: 1, s: 1000, m: minute, h: 60 * minute };

/**
 * The option `customTimeouts`, with the defaults of 60 minutes to create or update and 30 to delete. Durations are
 * written as Pulumi writes them: `30m`, `1h30m`, `90s`. Throws on anything else.
 */
export function readTimeouts(custom: unknown): Timeouts {
  const written = (custom ?? {}) as Partial<Record<keyof Timeouts, string>>;
  const read = (name: keyof Timeouts) =>
    written[name] ? parseDuration(name, written[name]) : defaults[name];
  return { create: read("create"), update: read("update"), delete: read("delete") };
}

function parseDuration(name: string, text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) {
    throw new Error(
      `customTimeouts.${name} is ${JSON.stringify(text)}: write a duration such as "90m" or "1h30m"`,
    );
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number), 0);
}
