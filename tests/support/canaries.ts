import type { FaultRule } from "../../emulator/index";
import { type Exchange, tokenPath } from "../../emulator/index";

/** Secrets of which every form is another text. */
export const canaries = {
  clientSecret: 'Cl"i/e+n t\\%ä&=s',
  password: 'P"o/r+t a\\%l&=ü#',
  databasePassword: 'D"a/t+a b\\%a&=ö?',
};

export const canaryCredentials = {
  clientSecret: canaries.clientSecret,
  password: canaries.password,
};

/** Makes the database's password one of the canaries. */
export const canaryDatabase: FaultRule = {
  match: { path: /\/credentials$/ },
  times: Number.MAX_SAFE_INTEGER,
  effect: {
    kind: "answer",
    status: 200,
    body: {
      credentialList: [
        {
          credentialType: "Database",
          username: "kd500986",
          password: canaries.databasePassword,
          comment: "tcp://db",
        },
      ],
    },
  },
};

/** A careless service: what it sends back holds every secret that it knows. */
export const carelessly = (status: number, page = false): FaultRule["effect"] => ({
  kind: "echo",
  status,
  page,
  others: Object.values(canaries),
});

/** The tokens that were given or tried. */
export function tokensOf(exchanges: readonly Exchange[]): string[] {
  const sent = exchanges.flatMap(({ requestHeaders }) => requestHeaders.authorization?.split(" ")[1] ?? []);
  const given = exchanges
    .filter(({ path, status }) => path === tokenPath && status === 200)
    .map(({ responseBody }) => /"access_token":"([^"]*)"/.exec(responseBody)?.[1] ?? "");
  return [...new Set([...sent, ...given])].filter((token) => token !== "");
}

const formsOf = (text: string): Record<string, string> => ({
  plain: text,
  "URL-encoded": encodeURIComponent(text),
  "in a form": new URLSearchParams({ "": text }).toString().slice(1),
  base64: Buffer.from(text).toString("base64").replace(/=+$/, ""),
  "JSON-escaped": JSON.stringify(text).slice(1, -1),
});

/** Which secrets a text holds, as `password, base64`. */
export function findCanaries(text: string, tokens: readonly string[] = []): string[] {
  const secrets = [...Object.entries(canaries), ...tokens.map((token) => ["token", token] as const)];
  return secrets.flatMap(([name, secret]) =>
    Object.entries(formsOf(secret))
      .filter(([, form]) => text.includes(form))
      .map(([form]) => `${name}, ${form}`),
  );
}
