import * as z from "zod";
import type { Settings } from "../settings";
import { loginStep } from "./advice";
import { parseBody } from "./answers";
import { ApiError, type Failure } from "./errors";
import { type Show, showNothing } from "./excerpt";
import { parseRetryAfter } from "./retryAfter";
import type { MintedToken } from "./token";
import { describeTransportError, type Transport, type WireAnswer } from "./transport";
import { tokenAnswer } from "./wire";

/** What a login works with. */
export interface LoginParts {
  settings: Settings;
  transport: Transport;
  /** Told of every new secret. */
  hide(secret: string): void;
  show: Show;
  now(): number;
}

const timeoutMs = 30_000;
const maxBytes = 1024 ** 2;

/**
 * Logs in: the OAuth2 password grant where a username is set, else the client credentials grant, with id and
 * secret of the client in the form (as the vendor's own Terraform provider does).
 */
export async function login({ settings, transport, hide, show, now }: LoginParts): Promise<MintedToken> {
  const url = settings.get("tokenUrl");
  const fail = (failure: Omit<Failure, "step" | "method" | "path" | "mayHaveArrived">) => {
    const where = { step: loginStep, method: "POST", path: new URL(url).pathname };
    // Without a token no order was sent, so a failed login can never have ordered anything.
    return new ApiError({ ...where, ...failure, mayHaveArrived: false });
  };
  const answer = await transport({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: loginForm(settings).toString(),
    maxBytes,
    timeoutMs,
  }).catch((error: unknown) => {
    throw fail(describeTransportError(error, show));
  });
  if (answer.status !== 200) throw fail(describeRefusal(answer, settings, show, now()));
  const parsed = parseBody(answer.body, tokenAnswer, showNothing);
  if ("problem" in parsed) throw fail({ kind: "body", code: "BODY_UNREADABLE", detail: parsed.problem });
  const { access_token: token, expires_in: seconds } = parsed.value;
  hide(token);
  return { token, lifeMs: seconds * 1000 };
}

function loginForm(settings: Settings): URLSearchParams {
  const client = { client_id: settings.get("clientId"), client_secret: settings.get("clientSecret") };
  const username = settings.get("username");
  if (!username) return new URLSearchParams({ grant_type: "client_credentials", ...client });
  return new URLSearchParams({
    grant_type: "password",
    ...client,
    username,
    password: settings.get("password"),
  });
}

/** OAuth2 errors have a shape of their own (RFC 6749, 5.2). */
const refusalAnswer = z.object({
  error: z.string(),
  error_description: z.string().optional().catch(undefined),
});

function describeRefusal({ status, headers, body }: WireAnswer, settings: Settings, show: Show, now: number) {
  const retryAfterMs = parseRetryAfter(headers["retry-after"], now);
  const common = { kind: "status" as const, status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  const parsed = parseBody(body, refusalAnswer);
  const advice = [400, 401, 403].includes(status) ? { advice: adviseOnLogin(settings) } : {};
  if ("problem" in parsed) return { ...common, ...advice, detail: show(body) };
  const { error, error_description: description } = parsed.value;
  return { ...common, ...advice, code: show(error), detail: show(description || error) };
}

function adviseOnLogin(settings: Settings): string {
  const names = ["clientId", "clientSecret", ...(settings.get("username") ? ["username", "password"] : [])];
  return `check ${names.map((name) => `plusserver:${name}`).join(", ")}: they are not sent again in this run`;
}
