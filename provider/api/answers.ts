import * as z from "zod";
import type { Failure } from "./errors";
import { excerpt, type Show } from "./excerpt";
import { parseRetryAfter } from "./retryAfter";
import type { WireAnswer } from "./transport";
import { errorAnswer } from "./wire";

const mostIssues = 3;

/** The body in the given shape, or what is wrong with it, in words. */
export function parseBody<Shape extends z.ZodType>(
  body: string,
  shape: Shape,
  show: Show = excerpt,
): { value: z.output<Shape> } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: `the answer is not JSON: ${show(body)}` };
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues
    .slice(0, mostIssues)
    .map(({ path, message }) => `${path.length > 0 ? z.core.toDotPath(path) : "body"}: ${message}`);
  return { problem: `the answer is not as agreed: ${issues.join("; ")}` };
}

/** Statuses that say for certain that a request was not carried out. */
const notCarriedOut: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429]);

/** What an answer other than 200 says. */
export function readFailure(
  { status, headers, body }: WireAnswer,
  now: number,
  show: Show = excerpt,
): Pick<Failure, "kind" | "status" | "detail" | "mayHaveArrived"> & Partial<Failure> {
  const retryAfterMs = parseRetryAfter(headers["retry-after"], now);
  const common = {
    kind: "status" as const,
    status,
    mayHaveArrived: !notCarriedOut.has(status),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  const parsed = parseBody(body, errorAnswer);
  if ("problem" in parsed) return { ...common, detail: show(body) };
  const { code, message, field, ...extra } = parsed.value.error;
  return { ...common, code: show(code), detail: show(message), extra, ...(field && { field: show(field) }) };
}
