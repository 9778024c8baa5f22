import { messageOf, toError } from "./errorText";
import { TransportError } from "./transport";

type NetworkError = Error & { code?: string };

/** What a connection that failed says. `sent`: whether the request had begun to leave. */
export function toTransportError(error: unknown, sent: boolean): TransportError {
  const { message, code } = describe(firstCause(error));
  return new TransportError(message, code, sent);
}

function describe(cause: NetworkError): { message: string; code: string } {
  // undici has the proxy's status in its message alone.
  const [, proxyStatus] = /^Proxy response \((\d+)\)/.exec(cause.message) ?? [];
  if (proxyStatus) return { message: `the proxy answered ${proxyStatus}`, code: `PROXY_${proxyStatus}` };
  const code = String(cause.code ?? cause.name);
  const reason = cause.cause === undefined ? "" : `: ${messageOf(cause.cause)}`;
  return { message: `${cause.message || code}${reason}`, code };
}

/** Node reports a host with several addresses as one error that holds one for each. */
function firstCause(error: unknown): NetworkError {
  const { errors } = (error ?? {}) as { errors?: unknown };
  return toError(Array.isArray(errors) && errors.length > 0 ? errors[0] : error);
}
