import { openStack, type Stack } from "./stack";

/** The error that a user sees, as text. */
const errorOf = (running: Promise<unknown>) =>
  running.then(
    () => "no error",
    (error: unknown) => String(error),
  );
const logins = (stack: Stack) =>
  stack.control.journal().requests.filter(({ path }) => path === "/auth/token").length;

it("names every setting that is missing at once, with both ways to give it, and sends nothing", async () => {
  const environment = { PLUSSERVER_API_URL: "", PLUSSERVER_CLIENT_SECRET: "" };
  const stack = openStack({ environment });
  expect(await errorOf(stack.up())).toBe(`Error: settings are missing:
  apiUrl: pulumi config set plusserver:apiUrl …   or PLUSSERVER_API_URL in the environment
  clientSecret: pulumi config set --secret plusserver:clientSecret …   or PLUSSERVER_CLIENT_SECRET in the environment`);
  expect(stack.control.journal().requests).toEqual([]);
});

it.each(["http://api.example.com", "ftp://api.example.com", "api.example.com"])(
  "does not send credentials to %s, and says what to write",
  async (apiUrl) => {
    const stack = openStack({ environment: { PLUSSERVER_API_URL: apiUrl } });
    const error = await errorOf(stack.up());
    expect(error).toContain(`plusserver:apiUrl (or PLUSSERVER_API_URL) is "${apiUrl}": write an`);
    expect(stack.control.journal().requests).toEqual([]);
  },
);

it.each([
  [
    "password",
    { PLUSSERVER_PASSWORD: "wrong-password" },
    "invalid_grant: Invalid user credentials",
    "password",
  ],
  ["client secret", { PLUSSERVER_CLIENT_SECRET: "wrong-secret" }, "invalid_client", "clientSecret"],
])(
  "says after a login with a wrong %s what to check, tries once, and shows no secret",
  async (_what, environment, reason, setting) => {
    const stack = openStack({ environment });
    const error = await errorOf(stack.up());
    expect(error).toMatch(/^Error: could not log in: HTTP 401/);
    expect(error).toContain(reason);
    expect(error).toContain(`plusserver:${setting}`);
    expect(error).not.toMatch(/wrong-/);
    expect(logins(stack)).toBe(1);
    expect(stack.booked()).toBe("");
  },
);

it("logs in as the client itself where there is no user", async () => {
  const stack = openStack({ environment: { PLUSSERVER_USERNAME: "", PLUSSERVER_PASSWORD: "" } });
  await stack.up();
  expect(stack.control.journal().requests[0]?.body).toMatchObject({ grant_type: "client_credentials" });
  stack.expectConformance();
});

it("logs in once more, and orders once, when the token is refused in the middle", async () => {
  const stack = openStack({ settings: { tokenSeconds: 3600 } });
  const going = stack.up();
  while (!stack.engine().rows.some((row) => row.includes("processing"))) await new Promise(setImmediate);
  stack.control.revokeTokens();
  await going;
  expect(stack.booked()).toBe("Provision");
  expect(stack.control.journal().requests.map(({ status }) => status)).toContain(401);
  expect(logins(stack)).toBe(2);
});

it("uses one token as long as it may, for all requests", async () => {
  const stack = openStack({ settings: { tokenSeconds: 3600 } });
  await stack.up();
  expect(logins(stack)).toBe(1);
});

it("takes what is not JSON for no answer, and shows how it begins", async () => {
  const stack = openStack();
  stack.control.addFault({ match: { path: "/orderEntityService/orders/search" }, effect: { kind: "html" } });
  const error = await errorOf(stack.up());
  expect(error).toContain(
    "could not look up orders: BODY_UNREADABLE: the answer is not JSON: <html><body>Sign in",
  );
  expect(error).toMatch(/\[POST \/orderEntityService\/orders\/search, message [0-9a-f-]{36}\]/);
  expect(stack.booked()).toBe("");
});

it("names the field that an answer lacks", async () => {
  const stack = openStack();
  await stack.up();
  const body = { contract: { contractNumber: "423310" } };
  stack.control.addFault({
    match: { path: "/contractEntityService" },
    effect: { kind: "answer", status: 200, body },
  });
  expect(await errorOf(stack.refresh())).toContain("the answer is not as agreed: contract.contractName:");
});

it("says what the service refused, with code, field and the number of the message", async () => {
  const stack = openStack();
  const error = await errorOf(stack.up({ billingProfile: "999999" }));
  expect(error).toContain(
    "could not place the Provision order: HTTP 400 invalid_request (order.invoiceProfileId)",
  );
  expect(error).toContain("names the invoice profile 999999, which does not exist");
  expect(error).toMatch(/message [0-9a-f-]{36}/);
  expect(stack.isEmpty()).toBe(true);
});

it("does not show a secret that a service sends back in an error", async () => {
  const stack = openStack();
  const { clientSecret, password } = stack.service.credentials;
  const error = {
    code: "rejected",
    message: `${clientSecret} and ${encodeURIComponent(password)}`,
    requestId: "1",
  };
  const match = { orderType: "Provision" as const };
  stack.control.addFault({ match, effect: { kind: "answer", status: 422, body: { error } } });
  expect(await errorOf(stack.up())).toContain("HTTP 422 rejected: [secret] and [secret]");
});
