import { type Answer, type Outcome, toJsonAnswer } from "./exchange";
import { readObject, readOneOf, refuseUnknown } from "./fields";
import { invalid } from "./refusal";

/** What goes wrong. */
export type Effect =
  /** This is answered instead; the request is not carried out, or (`booked`) it is, and the answer hides it. */
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: unknown; booked?: boolean }
  /** The connection ends before anything was done. */
  | { kind: "dropRequest" }
  /** The request is carried out, then the connection ends. */
  | { kind: "dropAnswer" }
  /** The connection ends at once; the request is carried out so much later. */
  | { kind: "landLate"; afterMs: number }
  /** The request is carried out, the answer held back. */
  | { kind: "delay"; ms: number }
  /** A web page with status 200, as from a proxy; the request is not carried out, or (`booked`) it is. */
  | { kind: "html"; booked?: boolean }
  /** The request is carried out, and the connection ends in the middle of the answer. */
  | { kind: "truncate" }
  /** An error, or (`page`) plain text, that repeats the secrets of the request and others; it is not carried out. */
  | { kind: "echo"; status: number; others?: string[]; page?: boolean };

type Check = (value: unknown) => boolean;

const isStatus: Check = (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;
const isDuration: Check = (value) => typeof value === "number" && value >= 0;
const isFlag: Check = (value) => value === undefined || typeof value === "boolean";
const isHeaders: Check = (value) =>
  value === undefined ||
  (typeof value === "object" && Object.values(value ?? {}).every((member) => typeof member === "string"));

const isTexts: Check = (value) =>
  value === undefined || (Array.isArray(value) && value.every((member) => typeof member === "string"));

const membersOf: Record<Effect["kind"], Record<string, Check>> = {
  answer: { status: isStatus, headers: isHeaders, body: () => true, booked: isFlag },
  dropRequest: {},
  dropAnswer: {},
  landLate: { afterMs: isDuration },
  delay: { ms: isDuration },
  html: { booked: isFlag },
  truncate: {},
  echo: { status: isStatus, others: isTexts, page: isFlag },
};
const kinds = Object.keys(membersOf) as Effect["kind"][];

/** The two ways to carry a request out, and one to repeat it. */
export interface Execution {
  serve(): Answer;
  /** Undefined if it is on its way; an answer if it was refused at once. */
  serveLate(afterMs: number): Answer | undefined;
  /** The secrets of the request and these. */
  echo(others: readonly string[] | undefined): string;
}

/** Answers a request that meets an effect. */
export function applyEffect(effect: Effect, { serve, serveLate, echo }: Execution): Outcome {
  switch (effect.kind) {
    case "dropRequest":
      return { dropped: true };
    case "landLate":
      return serveLate(effect.afterMs) ?? { dropped: true };
    case "answer":
      if (effect.booked) serve();
      return toAnswer(effect);
    case "html":
      if (effect.booked) serve();
      return {
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<html><body>Sign in</body></html>",
      };
    case "delay":
      return { ...serve(), delayMs: effect.ms };
    case "dropAnswer":
      serve();
      return { dropped: true };
    case "truncate": {
      const answer = serve();
      return { ...answer, body: answer.body.slice(0, answer.body.length / 2), truncated: true };
    }
    case "echo": {
      const { status, others, page } = effect;
      const message = echo(others);
      return toAnswer({
        kind: "answer",
        status,
        body: page ? message : { error: { code: "echo", message } },
      });
    }
  }
}

/** Checks an effect that is asked for. */
export function readEffect(value: unknown): Effect {
  const { kind, ...fields } = readObject(value, "effect");
  const members = membersOf[readOneOf(kind, "effect.kind", kinds)];
  refuseUnknown(fields, Object.keys(members), "effect");
  for (const [name, isValid] of Object.entries(members)) {
    if (!isValid(fields[name])) throw invalid(`effect.${name}`, `cannot be ${JSON.stringify(fields[name])}`);
  }
  return value as Effect;
}

function toAnswer({ status, headers = {}, body }: Extract<Effect, { kind: "answer" }>): Answer {
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, v]) => [name.toLowerCase(), v]));
  if (typeof body === "string") return { status, headers: lowered, body };
  return body === undefined ? { status, headers: lowered, body: "" } : toJsonAnswer(status, body, lowered);
}
