/** What a request is for, told from the emulator's journal. */
const kinds = [
  { kind: "token", matches: /^POST .*token/ },
  {
    // Before an order, and while it is waited for.
    kind: "look",
    matches: /^(GET \/orderEntityService\/orders\/|POST \/orderEntityService\/orders\/search)/,
  },
  { kind: "order", matches: /^POST \/orderEntityService\/orders / },
  { kind: "credentials", matches: /^GET .*\/credentials/ },
  {
    kind: "contract",
    matches: /^(GET \/contractEntityService|POST \/contractEntityService\/contracts\/search)/,
  },
  { kind: "alias", matches: /^PUT / },
];

/**
 * Counts requests by what they are for.
 * @param {{ method: string, path: string, body: unknown }[]} requests
 * @returns {Record<string, number>}
 */
export function countRequests(requests) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { method, path, body } of requests) {
    const text = `${method} ${path} ${JSON.stringify(body)}`;
    const kind = kinds.find(({ matches }) => matches.test(text))?.kind ?? "other";
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
