import { credentials, failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { findClosedPort } from "../support/httpListen";
import { type Answer, inTurn, startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const done = { body: { order: anOrder() } };
const start = (...answers: Answer[]) => startHttpService(() => done, { logIn: inTurn(...answers) });
const token = { body: { access_token: "token", token_type: "Bearer", expires_in: 300 } };
const refused = (status: number, error: string) => ({
  status,
  body: { error, error_description: "Not you" },
});

it("logs in with the password grant where there is a user", async () => {
  const service = await start(token);
  await openApi(service).getOrder("1");
  const [login] = service.logins;
  expect(login).toMatchObject({ method: "POST", path: "/auth/token" });
  expect(login?.headers).toMatchObject({ "content-type": "application/x-www-form-urlencoded" });
  expect(Object.fromEntries(new URLSearchParams(login?.body))).toEqual({
    grant_type: "password",
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    username: credentials.username,
    password: credentials.password,
  });
});

it("logs in with the client credentials grant where there is none", async () => {
  const service = await start(token);
  const environment = { PLUSSERVER_USERNAME: "", PLUSSERVER_PASSWORD: "" };
  await openApi(service, { environment }).getOrder("1");
  expect(Object.fromEntries(new URLSearchParams(service.logins[0]?.body))).toEqual({
    grant_type: "client_credentials",
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
});

it("does not try a user without a password", async () => {
  const service = await start(token);
  const open = () => openApi(service, { environment: { PLUSSERVER_PASSWORD: "" } });
  expect(open).toThrow(
    "plusserver:password (or PLUSSERVER_PASSWORD) is missing: write the password of the user that plusserver:username (or PLUSSERVER_USERNAME) names",
  );
  expect(service.logins).toEqual([]);
});

it.each([
  [400, "invalid_grant"],
  [401, "invalid_client"],
  [403, "access_denied"],
])(
  "ends at once when a login is refused with %d, and never sends the password again",
  async (status, error) => {
    const service = await start(refused(status, error));
    const api = openApi(service);
    const failures = await Promise.all([1, 2, 3].map((id) => failureOf(api.getOrder(`${id}`))));
    failures.push(await failureOf(api.placeOrder(someOrder, someTransactionId)));
    for (const failure of failures) {
      expect(failure).toMatchObject({
        step: "log in",
        kind: "status",
        status,
        code: error,
        mayHaveArrived: false,
      });
      expect(failure.message).toContain(
        `could not log in: HTTP ${status} ${error}: Not you (check plusserver:clientId`,
      );
      expect(failure.message).toContain("plusserver:password");
    }
    expect(service.logins).toHaveLength(1);
    expect(service.received).toEqual([]);
    expect(api.clock.sleeps).toEqual([]);
  },
);

it("does not advise to check a user that is not set", async () => {
  const environment = { PLUSSERVER_USERNAME: "", PLUSSERVER_PASSWORD: "" };
  const api = openApi(await start(refused(401, "invalid_client")), { environment });
  expect((await failureOf(api.getOrder("1"))).message).not.toContain("plusserver:username");
});

it.each([
  ["is busy", { status: 503, body: "<html>" }],
  ["hangs up", "reset" as const],
  ["asks for patience", { status: 429, headers: { "retry-after": "3" }, body: "" }],
])(
  "logs in again for an order when the token endpoint %s, since nothing was ordered yet",
  async (_what, trouble) => {
    const service = await start(trouble, token);
    const api = openApi(service);
    expect(await api.placeOrder(someOrder, someTransactionId)).toEqual(anOrder());
    expect(service.logins).toHaveLength(2);
    expect(api.clock.sleeps[0]).toBeGreaterThanOrEqual(_what === "asks for patience" ? 3000 : 0);
  },
);

it.each([
  ["hangs up", "reset" as const, "network"],
  ["is not there (404)", { status: 404, body: "" }, "status"],
  ["is broken (500)", { status: 500, body: "[]" }, "status"],
  ["answers with a web page", { body: "<html>" }, "body"],
  ["answers null", { body: "null" }, "body"],
  ["gives no token", { body: { token: "x" } }, "body"],
  ["gives an empty token", { body: { access_token: "" } }, "body"],
  ["gives a token that no header can hold", { body: { access_token: "a\r\nx-evil: 1" } }, "body"],
  ["gives a token with a life of no length", { body: { access_token: "a", expires_in: 0 } }, "body"],
  ["gives a token with a life without end", { body: '{"access_token":"a","expires_in":1e999}' }, "body"],
])("is never in doubt about an order when the token endpoint %s", async (_what, answer, kind) => {
  const service = await start(answer);
  const failure = await failureOf(openApi(service).placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({
    step: "log in",
    kind,
    method: "POST",
    path: "/auth/token",
    mayHaveArrived: false,
  });
  expect(service.received).toEqual([]);
});

it("is never in doubt about an order when the token endpoint cannot be reached, and names its setting", async () => {
  const tokenUrl = `http://127.0.0.1:${await findClosedPort()}/auth/token`;
  const api = openApi({ ...(await start(token)), tokenUrl });
  const failure = await failureOf(api.placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ step: "log in", code: "ECONNREFUSED", mayHaveArrived: false });
  expect(failure.message).toContain("check plusserver:tokenUrl and the network");
});

it("is never in doubt about an order when the login takes too long", async () => {
  const service = await start("silent");
  const failure = await failureOf(
    openApi(service, { timeoutMs: 50 }).placeOrder(someOrder, someTransactionId),
  );
  expect(failure).toMatchObject({ step: "log in", code: "TIMEOUT", mayHaveArrived: false });
});

it("does not show an answer of the token endpoint that may hold a token", async () => {
  const api = openApi(await start({ body: "access_token=abc123def456&token_type=bearer" }));
  expect((await failureOf(api.getOrder("1"))).message).not.toContain("abc123");
});
