import { demoCredentials } from "../../emulator/index";
import { createFakeEngine } from "../support/fakeEngine";
import { startProvider } from "../support/providerProcess";
import { serviceUrls } from "../support/serviceTransport";
import { createVirtualClock } from "../support/virtualClock";

const environment = {
  PLUSSERVER_API_URL: serviceUrls.apiUrl,
  PLUSSERVER_TOKEN_URL: serviceUrls.tokenUrl,
  PLUSSERVER_CLIENT_ID: demoCredentials.clientId,
  PLUSSERVER_CLIENT_SECRET: demoCredentials.clientSecret,
  PLUSSERVER_USERNAME: demoCredentials.username,
  PLUSSERVER_PASSWORD: demoCredentials.password,
};

/** What the host is given when an operation, deep within, ends like this. */
async function refreshEndingWith(end: () => unknown): Promise<unknown> {
  const engine = { ...createFakeEngine(), watch: async () => end() as never };
  const handle = () => ({ dropped: true as const });
  const provider = startProvider({ environment, clock: createVirtualClock(), engine }, { handle });
  return provider.read("1", { __urn: "urn" });
}
const thrown = (error: unknown) =>
  refreshEndingWith(() => {
    throw error;
  }).catch((presented: unknown) => presented);

it("takes secrets out of every text that is shown or stored, and the stack away", async () => {
  const { clientSecret, password } = demoCredentials;
  const error = Object.assign(new Error(`${clientSecret}!`), {
    id: "1",
    properties: {},
    reasons: [`${password}!`],
  });
  const presented = (await thrown(error)) as typeof error;
  expect(presented).toMatchObject({ message: "[secret]!", reasons: ["[secret]!"], id: "1", stack: "" });
});

it("hands over properties as plain JSON, without what breaks the host", async () => {
  const properties = { known: 1, missing: undefined, broken: Number.NaN, at: new Date(0), list: [undefined] };
  expect(await thrown(Object.assign(new Error("x"), { id: "1", properties }))).toMatchObject({
    properties: { known: 1, broken: null, at: "1970-01-01T00:00:00.000Z", list: [null] },
  });
  expect(await refreshEndingWith(() => ({ id: "1", props: properties }))).toEqual({
    id: "1",
    props: { known: 1, broken: null, at: "1970-01-01T00:00:00.000Z", list: [null] },
  });
});

it("adds no id to an error that has none: the host would store a resource", async () => {
  const presented = await thrown(new Error("x"));
  expect(Object.keys(presented as object)).not.toContain("id");
});

it.each([undefined, null, "a text", 42])(
  "makes an error of %j, since the host waits for one for good",
  async (value) => {
    expect(await thrown(value)).toMatchObject({ message: String(value) });
  },
);

it("takes over the configuration before it first waits: the host does not wait for it", () => {
  const asked: string[] = [];
  const provider = startProvider(
    { environment: {}, clock: createVirtualClock(), engine: createFakeEngine() },
    { handle: () => ({ dropped: true }) },
  );
  const get = (key: string) => {
    asked.push(key);
    return undefined;
  };
  void provider.configure({ config: { get } });
  const read = provider.read("1", { __urn: "urn" });
  return expect(read)
    .rejects.toThrow("settings are missing")
    .then(() => expect(asked).toContain("plusserver:apiUrl"));
});
