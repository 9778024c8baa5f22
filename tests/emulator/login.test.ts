import { clientForm, openDesk, orders, passwordForm } from "./caller";

const desk = () => openDesk({ settings: { tokenSeconds: 60 } });

it.each([
  ["the password grant", passwordForm],
  ["the client credentials grant", { grant_type: "client_credentials", ...clientForm }],
])("gives a token for %s", async (_name, form) => {
  const { logIn, call, expectConformance } = desk();
  const answer = await logIn(form);
  expect(answer).toMatchObject({ status: 200, body: { token_type: "Bearer", expires_in: 60 } });
  expect((await call("GET", `${orders}/none`)).status).toBe(404);
  expectConformance();
});

it.each([
  ["another client secret", { ...passwordForm, client_secret: "other" }, 401, "invalid_client"],
  ["another client id", { ...passwordForm, client_id: "other" }, 401, "invalid_client"],
  ["another password", { ...passwordForm, password: "other" }, 401, "invalid_grant"],
  ["another username", { ...passwordForm, username: "other" }, 401, "invalid_grant"],
  ["another grant", { ...passwordForm, grant_type: "implicit" }, 400, "unsupported_grant_type"],
])("refuses a login with %s", async (_name, form, status, error) => {
  expect(await desk().logIn(form)).toMatchObject({ status, body: { error } });
});

it("takes the credentials that it was given", async () => {
  const { logIn } = openDesk({ credentials: { password: "mine" } });
  expect((await logIn()).status).toBe(401);
  expect((await logIn({ ...passwordForm, password: "mine" })).status).toBe(200);
});

it("refuses a call without a token, with an unknown one, with an expired one and with a revoked one", async () => {
  const { call, logIn, pass, control, expectConformance } = desk();
  const status = async (headers = {}) =>
    (await call("GET", "/catalogEntityService/products", undefined, headers)).status;
  expect(await status()).toBe(200);
  expect(await status({ authorization: "" })).toBe(401);
  expect(await status({ authorization: "Bearer other" })).toBe(401);
  pass(59_999);
  expect(await status()).toBe(200);
  pass(1);
  expect(await status()).toBe(401);
  await logIn();
  expect(await status()).toBe(200);
  control.revokeTokens();
  expect(await status()).toBe(401);
  expectConformance();
});
