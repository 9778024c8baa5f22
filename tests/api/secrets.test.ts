import { credentials, failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { type Received, type Reply, startHttpService } from "../support/httpService";
import { aContract, aCredential } from "../support/wireSamples";

const accessToken = "eyJ/token+of.this-run";
const secrets = [credentials.clientSecret, credentials.password, accessToken];
const forms = secrets.flatMap((text) => [
  text,
  encodeURIComponent(text),
  new URLSearchParams({ "": text }).toString().slice(1),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString("base64"),
]);
const logIn = () => ({ body: { access_token: accessToken, expires_in: 300 } });
/** Says everything that it was sent, in all forms. */
const echo = ({ headers, body }: Received) => `${JSON.stringify(headers)} ${body} ${forms.join(" ")}`;
const toError = (message: string) => ({
  error: { code: "rejected", message, requestId: "1", field: message },
});

const expectNoSecret = (text: string) => {
  for (const form of forms) expect(text).not.toContain(form);
};

it.each<[string, (call: Received) => Reply]>([
  ["in an error", (call) => ({ status: 422, body: toError(echo(call)) })],
  ["as a code", () => ({ status: 422, body: { error: { code: accessToken, message: "" } } })],
  ["in an error page", (call) => ({ status: 500, body: echo(call) })],
  ["with status 200", (call) => ({ body: echo(call) })],
  ["at the end of what is shown", () => ({ status: 500, body: `${"x".repeat(190)}${accessToken}` })],
])("shows no secret that a service sends back %s", async (_where, answer) => {
  const service = await startHttpService(answer, { logIn });
  const failure = await failureOf(openApi(service).placeOrder(someOrder, someTransactionId));
  expectNoSecret(JSON.stringify(failure));
  expect(failure.message).toContain("[secret]");
  // Cut in two, a secret would not be found any more.
  expect(failure.message).not.toContain(accessToken.slice(0, 8));
});

it.each([
  [
    "in an OAuth2 error",
    (call: Received) => ({ status: 401, body: { error: echo(call), error_description: echo(call) } }),
  ],
  ["in an error page", (call: Received) => ({ status: 500, body: echo(call) })],
  ["with status 200", (call: Received) => ({ body: echo(call) })],
])("shows no secret that the token endpoint sends back %s", async (_where, answer) => {
  const service = await startHttpService(() => "silent", { logIn: answer });
  const failure = await failureOf(openApi(service).getOrder("1"));
  for (const text of [credentials.clientSecret, credentials.password]) {
    expect(failure.message).not.toContain(text);
    expect(failure.message).not.toContain(encodeURIComponent(text));
  }
});

it("hides the token, and the passwords of databases, from when they are known", async () => {
  const password = "of the database";
  const service = await startHttpService(() => ({ body: { credentialList: [aCredential({ password })] } }), {
    logIn,
  });
  const api = openApi(service);
  expect(api.scrubber.scrub(`${accessToken} ${password}`)).toBe(`${accessToken} ${password}`);
  expect(await api.getCredentials("423310")).toMatchObject([{ password }]);
  expect(api.scrubber.scrub(`${accessToken} ${password}`)).toBe("[secret] [secret]");
});

it("leaves what succeeded as it is", async () => {
  const contract = aContract({ contractAlias: credentials.password });
  const service = await startHttpService(() => ({ body: { contract } }), { logIn });
  expect((await openApi(service).getContract("423310")).contractAlias).toBe(credentials.password);
});
