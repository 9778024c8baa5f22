import type { Scrubber } from "./api/scrub";
import { checkDatabase } from "./operations/check";
import { createDatabase } from "./operations/create";
import { deleteDatabase } from "./operations/delete";
import { diffDatabase } from "./operations/diff";
import type { Properties } from "./operations/properties";
import { readDatabase } from "./operations/read";
import { updateDatabase } from "./operations/update";
import { Session, type Surroundings } from "./session";
import type { ConfigSource } from "./settings";

/** The calls of Pulumi's dynamic provider host, on one session. What they return is plain JSON, what they throw is free of secrets. */
export function createProvider(surroundings: Surroundings) {
  const session = new Session(surroundings);
  return {
    configure: async ({ config }: { config: ConfigSource }) => session.configure({ get: readFrom(config) }),
    check: guard(session, async (olds: Properties, news: Properties) => checkDatabase(session, olds, news)),
    diff: guard(session, async (_id: string, olds: Properties, news: Properties) =>
      diffDatabase(session, olds, news),
    ),
    create: guard(session, (inputs: Properties) => createDatabase(session, inputs)),
    read: guard(session, (id: string, props: Properties) => readDatabase(session, id, props)),
    update: guard(session, (id: string, olds: Properties, news: Properties) =>
      updateDatabase(session, id, olds, news),
    ),
    delete: guard(session, (id: string, props: Properties) => deleteDatabase(session, id, props)),
  };
}

/** A host that the engine has not configured hands over a configuration that throws when it is asked. */
const readFrom = (config: ConfigSource) => (key: string) => {
  try {
    return config.get(key);
  } catch {
    return undefined;
  }
};

/**
 * The one door between provider and host: `undefined` in a result hangs the host, and an error's text and
 * properties are shown and stored.
 */
function guard<Arguments extends unknown[], Result>(
  { scrubber }: Session,
  operation: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  const scrub = (text: string) => scrubber.scrub(text);
  return async (...args) => {
    for (const known of args) learnPassword(scrubber, known);
    try {
      return toPlainJson(await operation(...args));
    } catch (error) {
      throw toPresentable(error, scrub);
    }
  };
}

/** The state knows the password of a database before this process has asked for it. */
function learnPassword(scrubber: Scrubber, known: unknown): void {
  const { password } = (known ?? {}) as { password?: unknown };
  if (typeof password === "string") scrubber.add(password);
}

const toPlainJson = <Value>(value: Value): Value =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);

function toPresentable(error: unknown, scrub: (text: string) => string): Error {
  const { id, properties, reasons } = (error ?? {}) as {
    id?: string;
    properties?: object;
    reasons?: string[];
  };
  const presentable = new Error(scrub(error instanceof Error ? error.message : String(error)));
  // The host prints the stack of some errors: it tells a user nothing, and would repeat the message.
  presentable.stack = "";
  if (id === undefined) return presentable;
  return Object.assign(presentable, {
    id,
    properties: toPlainJson(properties ?? {}),
    reasons: (reasons ?? []).map(scrub),
  });
}
