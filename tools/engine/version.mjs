/** The Pulumi CLI that is installed or built where none is found. */
export const pinnedVersion = "3.259.0";

/** The oldest CLI that does all that we tell users to do: `pulumi import --file` with outputs came with it. */
export const oldestVersion = "3.254.0";

/**
 * Reads what `pulumi version` prints: `v3.259.0`, or without the `v` if it was built from source.
 * @param {string} text
 */
export function readVersion(text) {
  return /\bv?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/** @param {string} version @param {string} oldest */
export function isAtLeast(version, oldest) {
  const [have, want] = [version, oldest].map((text) => text.split(".").map(Number));
  const difference = (want ?? []).map((part, i) => (have?.[i] ?? 0) - part).find((part) => part !== 0) ?? 0;
  return difference >= 0;
}
