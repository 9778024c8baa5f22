import type { Clock } from "../clock";
import type { Settings } from "../settings";
import { version } from "../version";
import { createClient } from "./client";
import { showWithout } from "./excerpt";
import { login } from "./login";
import { readProxy } from "./proxy";
import { logRequests } from "./requestLog";
import { RetryBudget } from "./retry";
import { createOrderingApi, type OrderingApi } from "./routes";
import type { Scrubber } from "./scrub";
import { describeSetting } from "./settingText";
import { createTokenSource } from "./token";
import type { Transport } from "./transport";
import { createUndiciTransport } from "./undiciTransport";
import { readServiceUrl } from "./urls";

export interface ConnectOptions {
  settings: Settings;
  clock: Clock;
  scrubber: Scrubber;
  /** How to reach the service otherwise than over the network, for tests. */
  transport?: Transport;
}

/** Opens the ordering service as the settings say. Sends nothing yet; throws on settings that are missing or unsafe. */
export function connect({ settings, clock, scrubber, transport: given }: ConnectOptions): OrderingApi {
  for (const name of ["clientSecret", "password"] as const) scrubber.add(settings.get(name));
  requireLogin(settings);
  readServiceUrl("tokenUrl", settings.get("tokenUrl"));
  const { origin, pathname } = readServiceUrl("apiUrl", settings.get("apiUrl"));
  const plain = given ?? openNetwork(settings, scrubber);
  const logFile = settings.get("logFile");
  const transport = logFile ? logRequests(plain, logFile, scrubber, clock) : plain;
  const show = showWithout(scrubber.scrub);
  const logIn = () => login({ settings, transport, hide: scrubber.add, show, now: clock.now });
  const client = createClient({
    apiUrl: origin + pathname.replace(/\/+$/, ""),
    caller: `pulumi-plusserver/${version}`,
    transport,
    token: createTokenSource(logIn, clock),
    budget: new RetryBudget(),
    clock,
    show,
  });
  return hidePasswords(createOrderingApi(client), scrubber);
}

function openNetwork(settings: Settings, scrubber: Scrubber): Transport {
  const proxy = readProxy(process.env);
  for (const secret of proxy?.secrets ?? []) scrubber.add(secret);
  return createUndiciTransport({ caFile: settings.get("caFile") || undefined, proxy });
}

/** A login without its password would be one failed attempt more on the way to a locked account. */
function requireLogin(settings: Settings): void {
  settings.get("clientId");
  if (settings.get("username") && !settings.get("password"))
    throw new Error(
      `${describeSetting("password")} is missing: write the password of the user that ${describeSetting("username")} names, or unset the user`,
    );
}

/** The logins to databases are secrets, too, from the moment they are known. */
function hidePasswords(api: OrderingApi, scrubber: Scrubber): OrderingApi {
  return {
    ...api,
    getCredentials: async (contractNumber) => {
      const credentials = await api.getCredentials(contractNumber);
      for (const { password } of credentials) scrubber.add(password);
      return credentials;
    },
  };
}
