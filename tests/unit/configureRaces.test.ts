import fc from "fast-check";
import type { Transport } from "../../provider/api/transport";
import { createProvider } from "../../provider/createProvider";
import { createFakeEngine } from "../support/fakeEngine";
import { createVirtualClock } from "../support/virtualClock";

const inputs = {
  engine: "mariadb-10.11",
  nodeSize: "b2-4",
  storageGb: 50,
  trustedSources: ["123.123.123.123"],
  region: "DE-WEST",
  billingProfile: "046073",
  __urn: "urn:pulumi:prod::shop::plusserver:ManagedDatabase::orders",
};

/** Each good one names a service of its own; `broken`: it throws when it is asked, as in a host not yet configured. */
type Configuration = "good" | "empty" | "broken";
type Step =
  | { kind: "configure"; configuration: Configuration }
  | { kind: "check" | "diff" | "read" }
  | { kind: "turn" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("configure" as const),
    configuration: fc.constantFrom<Configuration>("good", "good", "empty", "broken"),
  }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("check" as const, "diff", "read", "read") }) },
  fc.record({ kind: fc.constant("turn" as const) }),
);

/** A call that came too early fails while another one has opened the connection that it did not get. */
const failedBefore: Step[] = [
  { kind: "read" },
  { kind: "configure", configuration: "good" },
  { kind: "read" },
  { kind: "turn" },
  { kind: "read" },
];

/** The configuration that the n-th service is reached with. */
function configOf(configuration: Configuration, epoch: number) {
  const values: Record<string, string> = {
    "plusserver:apiUrl": `https://service-${epoch}.example/api`,
    "plusserver:tokenUrl": `https://service-${epoch}.example/token`,
    "plusserver:clientId": "client",
    "plusserver:clientSecret": "client-secret",
  };
  const get = (key: string): string | undefined => {
    if (configuration === "broken") throw new Error("the engine has not configured this provider");
    return configuration === "good" ? values[key] : undefined;
  };
  return { config: { get } };
}

/** Services that let everybody in and carry nothing out. */
function createServices() {
  const requests: { host: string; isLogin: boolean; text: string }[] = [];
  const transport: Transport = async ({ url, body = "" }) => {
    const { host, pathname } = new URL(url);
    const isLogin = pathname === "/token";
    requests.push({ host, isLogin, text: `${url} ${body}` });
    await new Promise(setImmediate);
    if (isLogin) return { status: 200, headers: {}, body: '{"access_token":"token","expires_in":86400}' };
    return { status: 400, headers: {}, body: '{"error":{"code":"no","message":"no"}}' };
  };
  return { requests, transport };
}

type Provider = ReturnType<typeof createProvider>;
interface Read {
  id: string;
  /** The service of the configuration at that moment. */
  host: string | undefined;
}

/** Makes a call, and resolves once it has ended as it must. */
async function makeCall(provider: Provider, kind: "check" | "diff" | "read", { id, host }: Read) {
  if (kind === "check") return expect((await provider.check({}, inputs)).failures).toEqual([]);
  if (kind === "diff") return expect((await provider.diff(id, inputs, inputs)).replaces ?? []).toEqual([]);
  const problem = host ? "HTTP 400 no" : "settings are missing";
  return expect(provider.read(id, { ...inputs, orderId: id, orderStatus: "processing" })).rejects.toThrow(
    problem,
  );
}

/** Takes the steps without waiting for any call, as the host does; then for all. */
async function take(steps: readonly Step[], provider: Provider): Promise<Read[]> {
  const calls: Promise<void>[] = [];
  const reads: Read[] = [];
  let host: string | undefined;
  for (const [index, { kind, ...rest }] of steps.entries()) {
    if (kind === "turn") await new Promise(setImmediate);
    else if ("configuration" in rest) {
      void provider.configure(configOf(rest.configuration, index));
      host = rest.configuration === "good" ? `service-${index}.example` : undefined;
    } else if (kind !== "configure") {
      const read = { id: `order-${index}-`, host };
      if (kind === "read") reads.push(read);
      calls.push(makeCall(provider, kind, read));
    }
  }
  await Promise.all(calls);
  return reads;
}

it("serves every call with the configuration of its moment, and logs in once for each, in whatever order they come", async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
    const { requests, transport } = createServices();
    const surroundings = { environment: {}, clock: createVirtualClock(), engine: createFakeEngine() };
    const reads = await take(steps, createProvider({ ...surroundings, transport }));
    for (const { id, host } of reads) {
      const asked = requests.filter(({ text }) => text.includes(id)).map((request) => request.host);
      expect(new Set(asked)).toEqual(new Set(host ? [host] : []));
    }
    const logins = requests.filter(({ isLogin }) => isLogin).map((request) => request.host);
    expect(logins).toHaveLength(new Set(logins).size);
  });
  await fc.assert(property, { numRuns: 500, examples: [[failedBefore]] });
});
