import type { Call } from "./routes";

/**
 * The secrets of a request and others, each as it is, URL-encoded, in base64 and JSON-escaped: what the error pages of
 * careless services and proxies repeat.
 */
export function echoSecrets({ headers, body }: Call, others: readonly string[] = []): string {
  const form = new URLSearchParams(typeof body === "string" ? body : "");
  const [, token] = (headers.authorization ?? "").split(" ");
  const secrets = [token, form.get("client_secret"), form.get("password"), ...others];
  return secrets.flatMap((secret) => (secret ? formsOf(secret) : [])).join(" ");
}

const formsOf = (text: string) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString("base64"),
  JSON.stringify(text).slice(1, -1),
];
