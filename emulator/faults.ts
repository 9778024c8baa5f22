import { type Effect, readEffect } from "./faultEffects";
import { readInteger, readObject, readOneOf, readText, refuseUnknown } from "./fields";
import { invalid } from "./refusal";
import type { Call } from "./routes";
import { type OrderType, orderTypes } from "./settings";

/** Which requests a fault meets: all that is given has to match. */
export interface FaultMatch {
  method?: string;
  /** The begin of the path, as in `openapi.yaml`. */
  path?: string;
  /** A regular expression for the path. */
  pathPattern?: string;
  /** Only requests that place an order of this type. */
  orderType?: OrderType;
}

/** A fault that waits for requests. */
export interface Fault {
  match: FaultMatch;
  /** How many matching requests pass before it. */
  skip: number;
  /** How many it still meets. */
  times: number;
  effect: Effect;
}

/** A fault as it is asked for: `path` may be a regular expression; it meets one request if not said otherwise. */
export interface FaultRule {
  match?: Omit<FaultMatch, "path"> & { path?: string | RegExp };
  skip?: number;
  times?: number;
  effect: Effect;
}

/** Checks a fault that is asked for. */
export function readFault(rule: unknown): Fault {
  const { match = {}, skip = 0, times = 1, effect, ...rest } = readObject(rule, "");
  refuseUnknown(rest, [], "");
  const count = { min: 0, max: Number.MAX_SAFE_INTEGER };
  return {
    match: readMatch(match),
    skip: readInteger(skip, "skip", count),
    times: readInteger(times, "times", count),
    effect: readEffect(effect),
  };
}

/** The effect that this request meets, if any; the first fault in the list that matches counts. */
export function takeEffect(faults: Fault[], call: Call): Effect | undefined {
  for (const fault of faults) {
    if (fault.times === 0 || !matches(fault.match, call)) continue;
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    fault.times -= 1;
    return fault.effect;
  }
  return undefined;
}

function matches({ method, path, pathPattern, orderType }: FaultMatch, call: Call): boolean {
  if (method && method.toUpperCase() !== call.method) return false;
  if (path && !call.path.startsWith(path)) return false;
  if (pathPattern && !new RegExp(pathPattern).test(call.path)) return false;
  return orderType === undefined || orderType === orderTypeOf(call.body);
}

function orderTypeOf(body: unknown): unknown {
  return (body as { order?: { type?: unknown } } | null)?.order?.type;
}

function readMatch(value: unknown): FaultMatch {
  const { path, ...fields } = readObject(value, "match");
  refuseUnknown(fields, ["method", "pathPattern", "orderType"], "match");
  const pattern = path instanceof RegExp ? path.source : fields.pathPattern;
  return {
    ...(fields.method !== undefined && { method: readText(fields.method, "match.method") }),
    ...(path !== undefined && !(path instanceof RegExp) && { path: readText(path, "match.path") }),
    ...(pattern !== undefined && { pathPattern: readPattern(pattern) }),
    ...(fields.orderType !== undefined && {
      orderType: readOneOf(fields.orderType, "match.orderType", orderTypes),
    }),
  };
}

function readPattern(value: unknown): string {
  const source = readText(value, "match.pathPattern");
  try {
    return new RegExp(source).source;
  } catch {
    throw invalid("match.pathPattern", "must be a regular expression");
  }
}
