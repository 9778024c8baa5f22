import { createHash } from "node:crypto";

/**
 * Who a database is, whatever run works on it. It is made once from where the database stands in the program and
 * stays the same from then on; nothing that is ordered goes into it. It travels in the contract's alias, the one
 * text of a contract that is the customer's own.
 */
export interface Reference {
  /** For people: `orders (shop/prod)`. */
  readable: string;
  /** 20 hex digits of a SHA-256. */
  hash: string;
}

/** How far the run that ordered a contract came: ordered, handed over to the state, or given up for its successor. */
export type Mark = "reserved" | "settled" | "condemned";

const signs: Record<Mark, string> = { reserved: "~", settled: "=", condemned: "-" };
const longestAlias = 100;
const hashLength = 20;
const longestReadable = longestAlias - " ~".length - hashLength;

/** Where a database stands. Two stacks of the same name on different backends differ by their namespace alone. */
export interface Place {
  urn: string;
  organization: string;
  namespace: string;
}

export function makeReference({ urn, organization, namespace }: Place): Reference {
  const digest = createHash("sha256")
    .update(JSON.stringify([namespace, organization, urn]))
    .digest("hex");
  const [, stack = "", project = "", , name = ""] = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/.exec(urn) ?? [];
  // Half of a surrogate pair would not come back from the service as it was sent.
  const readable = `${name} (${project}/${stack})`.slice(0, longestReadable).replace(/[\uD800-\uDBFF]$/, "");
  return { readable, hash: digest.slice(0, hashLength) };
}

/** The alias of a contract with this reference, at most 100 characters. */
export function aliasOf({ readable, hash }: Reference, mark: Mark): string {
  return `${readable} ${signs[mark]}${hash}`;
}

/** The three aliases that a contract with this reference may have. */
export function allAliasesOf(reference: Reference): string[] {
  return (Object.keys(signs) as Mark[]).map((mark) => aliasOf(reference, mark));
}

/** What an alias says of the database that it was made for; undefined if it is not one of ours. */
export function readAlias(alias: string): { readable: string; mark: Mark } | undefined {
  const [, readable, sign] = /^(.*) ([~=-])[0-9a-f]{20}$/s.exec(alias) ?? [];
  const mark = (Object.keys(signs) as Mark[]).find((name) => signs[name] === sign);
  return readable === undefined || !mark ? undefined : { readable, mark };
}

/** Whether an alias may belong to a stack: a long name may have pushed project and stack out of it. */
export function mayBelongTo(readable: string, project: string, stack: string): boolean {
  return readable.endsWith(` (${project}/${stack})`) || readable.length >= longestReadable - 1;
}

/** What a contract's alias says; a text that is not one of ours counts as settled, since somebody gave it on purpose. */
export function markOf(alias: string | null | undefined, reference: Reference): Mark {
  const marks = Object.keys(signs) as Mark[];
  return marks.find((mark) => aliasOf(reference, mark) === alias) ?? "settled";
}

/**
 * The `X-Transaction-Id` of a Provision order: the same when a later run repeats the order, another one when the
 * database is ordered anew after `earlierOrders` others. A UUID of version 8 (RFC 9562), made from a hash.
 */
export function transactionIdOf({ hash }: Reference, earlierOrders: number): string {
  const digest = createHash("sha256").update(`${hash}/${earlierOrders}`).digest("hex");
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    variant + digest.slice(17, 20),
    digest.slice(20, 32),
  ];
  return parts.join("-");
}
