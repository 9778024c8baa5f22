import type { Context } from "./context";
import { type Answer, toJsonAnswer } from "./exchange";
import { takeHexId } from "./ids";
import { Refusal } from "./refusal";
import type { Call } from "./routes";

/** Gives a token for the demo credentials; answers in the shapes of RFC 6749. */
export function login({ state, credentials, now }: Context, call: Call): Answer {
  const form = new URLSearchParams(typeof call.body === "string" ? call.body : "");
  const is = (name: string, value: string) => form.get(name) === value;
  if (call.method !== "POST") return refuse(400, "invalid_request", "only POST");
  if (!is("client_id", credentials.clientId) || !is("client_secret", credentials.clientSecret)) {
    return refuse(401, "invalid_client", "Invalid client or Invalid client credentials");
  }
  const grant = form.get("grant_type");
  if (grant !== "password" && grant !== "client_credentials") {
    return refuse(400, "unsupported_grant_type", "Unsupported grant_type");
  }
  if (
    grant === "password" &&
    !(is("username", credentials.username) && is("password", credentials.password))
  ) {
    return refuse(401, "invalid_grant", "Invalid user credentials");
  }
  // With characters that have to be escaped in a URI, as a token may have (RFC 6750).
  const token = `demo+${takeHexId(state, "token")}/==`;
  const { tokenSeconds } = state.settings;
  const lasting = Object.entries(state.tokens).filter(([, endsAt]) => endsAt > now);
  state.tokens = { ...Object.fromEntries(lasting), [token]: now + tokenSeconds * 1000 };
  return toJsonAnswer(200, { access_token: token, token_type: "Bearer", expires_in: tokenSeconds });
}

/** Refuses a call without a token that lasts. */
export function authorise({ state, now }: Context, { headers }: Call): void {
  const [scheme, token = ""] = (headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer" && (state.tokens[token] ?? 0) > now) return;
  throw new Refusal(401, "unauthorized", "the access token is missing, unknown or expired");
}

function refuse(status: number, error: string, description: string): Answer {
  return toJsonAnswer(status, { error, error_description: description });
}
