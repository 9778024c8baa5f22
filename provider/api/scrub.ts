/** Takes live secrets out of every text that leaves the process. */
export interface Scrubber {
  /** From now on the secret is taken out of every text; texts shorter than 4 characters are not secrets. */
  add(secret: string): void;
  scrub(text: string): string;
}

const shortest = 4;

/** A scrubber that knows no secret yet. Knows each secret as it is, URL-encoded, base64 and JSON-escaped. */
export function createScrubber(): Scrubber {
  const patterns = new Set<string>();
  let all: RegExp | undefined;
  return {
    add(secret) {
      if (secret.length < shortest) return;
      for (const pattern of patternsOf(secret)) patterns.add(pattern);
      all = undefined;
    },
    scrub(text) {
      if (patterns.size === 0) return text;
      // The longest first, since a secret may be a part of another one; all at once, since it may be a part of the mark.
      all ??= new RegExp([...patterns].sort((a, b) => b.length - a.length).join("|"), "g");
      return text.replace(all, "[secret]");
    },
  };
}

function patternsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    escapePattern(secret),
    Array.from(secret, matchInUrl).join(""),
    Array.from(secret, matchInJson).join(""),
    `${escapePattern(bytes.toString("base64").replace(/=+$/, ""))}=*`,
    escapePattern(bytes.toString("base64url")),
  ];
}

/*
 * Encoders differ in which characters they encode and in the case of digits, so each stands for all its forms. Two forms
 * of a character never begin alike: with a choice at each of them, a search could take for ever.
 */

function matchInUrl(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const encoded = ignoreCase(Array.from(Buffer.from(character), (byte) => `%${toHex(byte, 2)}`).join(""));
  if (character === "%") return encoded;
  return `(?:${encoded}|${escapePattern(character)}${character === " " ? "|\\+" : ""})`;
}

function matchInJson(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const units = ignoreCase(character.replace(/[\s\S]/g, (unit) => `\\u${toHex(unit.charCodeAt(0), 4)}`));
  const short = escapePattern(JSON.stringify(character).slice(1, -1));
  return `(?:${units}|${short}${character === "/" ? "|\\\\/" : ""})`;
}

const toHex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** A pattern for a text whose letters may be large or small, as in `%2F`. */
const ignoreCase = (text: string) =>
  escapePattern(text).replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
