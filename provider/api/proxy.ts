import { type buildConnector, Pool } from "undici";

/** The proxy that the environment names. */
export interface HttpsProxy {
  /** Without user and password. */
  url: string;
  /** The header `Proxy-Authorization`, where there is a user. */
  authorization?: string;
  /** What may not be shown. */
  secrets: string[];
}

/** The proxy for HTTPS; the small name wins, as with curl. `NO_PROXY` is undici's business. */
export function readProxy(environment: NodeJS.ProcessEnv): HttpsProxy | undefined {
  const text = environment.https_proxy || environment.HTTPS_PROXY;
  if (!text) return undefined;
  const written = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    const shown = text.includes("@") ? "not an address" : JSON.stringify(text);
    throw new Error(`HTTPS_PROXY is ${shown}: write one such as http://proxy.example.com:3128, or unset it`);
  }
  const { origin, username, password } = url;
  if (!username) return { url: origin, secrets: [] };
  const login = `${decode(username)}:${decode(password)}`;
  const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
  return { url: origin, authorization, secrets: [login, decode(password)] };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Makes the connections through a proxy. undici takes a proxy that hangs up for a connection that has grown old, and
 * tries again without end and without a pause (nodejs/undici#3897); under another code it is an error.
 */
export function createTunnels(origin: URL, options: object): Pool {
  const { connect } = options as { connect?: buildConnector.connector | object };
  if (typeof connect !== "function") return new Pool(origin, options);
  const tunnel = connect as buildConnector.connector;
  return new Pool(origin, {
    ...options,
    connect: (target, callback) =>
      tunnel(target, (...[error, socket]: Parameters<buildConnector.Callback>) => {
        if (error) callback(toFinalError(error), null);
        else callback(null, socket as NonNullable<typeof socket>);
      }),
  });
}

function toFinalError(error: Error & { code?: string }): Error {
  if (error.code !== "UND_ERR_SOCKET") return error;
  return Object.assign(new Error(`the proxy hung up: ${error.message}`), { code: "PROXY_HUNG_UP" });
}
