import type { Failure } from "./errors";

const certificateCodes = /^(CERT_|.*SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT)/;
const tlsCodes = /^(ERR_SSL|ERR_TLS|EPROTO)/;

type Known = Pick<Failure, "kind" | "step" | "status" | "code" | "mayHaveArrived" | "retryAfterMs">;

/** What a person can do about a failed call; undefined where the service's own words say it. */
export function advise(failure: Known): string | undefined {
  const address = failure.step === loginStep ? "plusserver:tokenUrl" : "plusserver:apiUrl";
  switch (failure.kind) {
    case "network":
      return failure.mayHaveArrived ? undefined : adviseOnConnection(failure.code ?? "", address);
    case "body":
      return `check that ${address} is the address of the service, and that this release is not too old for it`;
    case "status":
      return adviseOnStatus(failure, address);
  }
}

/** The step that every other one may have to take first. */
export const loginStep = "log in";

function adviseOnConnection(code: string, address: string): string {
  if (code === "PROXY_407") return "check user and password in HTTPS_PROXY";
  if (code.startsWith("PROXY_") || code === "UND_ERR_PRX_TLS") return "check HTTPS_PROXY and NO_PROXY";
  if (certificateCodes.test(code))
    return `check ${address}; certificates of your own organisation go into plusserver:caFile`;
  if (tlsCodes.test(code)) return `check ${address}: the service must speak TLS 1.2 or newer there`;
  return `check ${address} and the network; a proxy is taken from HTTPS_PROXY`;
}

function adviseOnStatus({ status = 0, step, retryAfterMs }: Known, address: string): string | undefined {
  if (retryAfterMs) return `the service asks for a pause of ${Math.ceil(retryAfterMs / 1000)} s`;
  if (status >= 300 && status < 400) return `redirects are not followed: check ${address}`;
  if (status === 401 && step !== loginStep)
    return "a new token was refused, too: check that plusserver:tokenUrl and plusserver:apiUrl belong together";
  if (step === loginStep && (status === 404 || status === 405)) return `check ${address}`;
  if (status >= 500) return "try again later; if it lasts, give the service these ids";
  return undefined;
}
