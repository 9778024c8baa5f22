/** One setting: where it comes from, what it means, what holds without it. */
interface SettingRow {
  readonly name: string;
  readonly description: string;
  /** Used when neither environment nor stack configuration has it; undefined: there is no default. */
  readonly fallback?: string;
  /** Never shown in an error or a log. */
  readonly secret?: boolean;
}

/** Every setting there is. The environment wins over the stack's configuration, so that rotated secrets reach a destroy. */
export const settingsTable = [
  { name: "apiUrl", description: "Address of the ordering service. HTTPS; plain HTTP to loopback alone." },
  { name: "tokenUrl", description: "Address of the OAuth2 token endpoint." },
  { name: "clientId", description: "OAuth2 client id." },
  { name: "clientSecret", description: "OAuth2 client secret.", secret: true },
  {
    name: "username",
    description: "Name of the portal user. Without it the client itself logs in (client credentials).",
    fallback: "",
  },
  { name: "password", description: "Password of that user.", fallback: "", secret: true },
  {
    name: "acceptTerms",
    description: "`true` accepts the vendor's terms. Nothing is ordered or changed without it.",
    fallback: "false",
  },
  {
    name: "namespace",
    description: "Keeps apart stacks of the same project and name that live on different backends.",
    fallback: "",
  },
  {
    name: "caFile",
    description: "PEM file with certificates to trust in addition to the public ones.",
    fallback: "",
  },
  {
    name: "settleSeconds",
    description: "How long to look for an order whose answer was lost before it is placed again.",
    fallback: "120",
  },
  {
    name: "logFile",
    description: "File that gets one line for each request, without secrets.",
    fallback: "",
  },
] as const satisfies readonly SettingRow[];

export type SettingName = (typeof settingsTable)[number]["name"];

/** The settings of one run; a getter that finds nothing throws a `MissingSettingsError` or an error that says what to write. */
export interface Settings {
  /** The text of a setting; throws if it has neither value nor default. */
  get(name: SettingName): string;
  acceptTerms(): boolean;
  settleSeconds(): number;
}

/** Where stack configuration is read from; `key` is `plusserver:<name>`. */
export interface ConfigSource {
  get(key: string): string | undefined;
}

export const configKey = (name: string) => `plusserver:${name}`;

/** `apiUrl` is `PLUSSERVER_API_URL` in the environment. */
export const environmentName = (name: string) =>
  `PLUSSERVER_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/**
 * Reads the settings when they are asked for, not before: a preview needs none of them.
 * An empty environment variable counts as not set.
 */
export function readSettings(environment: NodeJS.ProcessEnv, config?: ConfigSource): Settings {
  const find = (row: SettingRow) =>
    environment[environmentName(row.name)] || config?.get(configKey(row.name)) || row.fallback;
  const get = (name: SettingName) => {
    const row = settingsTable.find((candidate) => candidate.name === name) as SettingRow;
    const value = find(row);
    if (value === undefined)
      throw new MissingSettingsError(settingsTable.filter((r) => find(r) === undefined));
    return value;
  };
  return {
    get,
    acceptTerms: () => parseBoolean("acceptTerms", get("acceptTerms")),
    settleSeconds: () => parseSeconds("settleSeconds", get("settleSeconds")),
  };
}

/** Settings without a value; the message names all of them at once, with both ways to give each. */
export class MissingSettingsError extends Error {
  constructor(rows: readonly SettingRow[]) {
    const lines = rows.map((row) => {
      const secret = row.secret ? "--secret " : "";
      return `  ${row.name}: pulumi config set ${secret}${configKey(row.name)} …   or ${environmentName(row.name)} in the environment`;
    });
    super(`settings are missing:\n${lines.join("\n")}`);
  }
}

function parseBoolean(name: SettingName, text: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  throw new Error(`${configKey(name)} is ${JSON.stringify(text)}: write true or false`);
}

function parseSeconds(name: SettingName, text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && Number.isFinite(seconds) && seconds >= 0 && seconds <= 3600) return seconds;
  throw new Error(`${configKey(name)} is ${JSON.stringify(text)}: write a number of seconds from 0 to 3600`);
}
