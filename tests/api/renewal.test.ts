import { startEmulator } from "../../emulator/index";
import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { closeLater } from "../support/httpCleanup";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const done = { body: { order: anOrder() } };
const unauthorized = {
  status: 401,
  body: { error: { code: "unauthorized", message: "no", requestId: "1" } },
};
const bearer = (token: string) => ({
  headers: expect.objectContaining({ authorization: `Bearer ${token}` }),
});

it("renews a token that is refused once, and repeats the call once", async () => {
  const service = await startHttpService(({ headers }) =>
    headers.authorization === "Bearer token-1" ? unauthorized : done,
  );
  const api = openApi(service);
  expect(await api.placeOrder(someOrder, someTransactionId)).toEqual(anOrder());
  expect(service.received).toEqual([bearer("token-1"), bearer("token-2")].map(expect.objectContaining));
  expect(service.received[1]?.body).toBe(service.received[0]?.body);
  expect(service.received[1]?.headers["x-transaction-id"]).toBe(someTransactionId);
  expect(api.clock.sleeps).toEqual([]);
});

it("gives up when the new token is refused, too, and says what to check", async () => {
  const service = await startHttpService(() => unauthorized);
  const failure = await failureOf(openApi(service).placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ kind: "status", status: 401, code: "unauthorized", mayHaveArrived: false });
  expect(failure.message).toContain("check that plusserver:tokenUrl and plusserver:apiUrl belong together");
  expect([service.logins.length, service.received.length]).toEqual([2, 2]);
});

it("is not in doubt when the renewal fails after an order met 401", async () => {
  const logIn = (_call: unknown, index: number) =>
    index === 0 ? { body: { access_token: "token", expires_in: 300 } } : { status: 400, body: "" };
  const service = await startHttpService(() => unauthorized, { logIn });
  const failure = await failureOf(openApi(service).placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ step: "log in", status: 400, mayHaveArrived: false });
  expect(service.received).toHaveLength(1);
});

/** An emulator on the clock of the caller. */
async function startOnClock() {
  const emulator = await startEmulator({ settings: { tokenSeconds: 100 } });
  closeLater(emulator.close);
  const { clientId, clientSecret, username, password } = emulator.credentials;
  const environment = {
    PLUSSERVER_CLIENT_ID: clientId,
    PLUSSERVER_CLIENT_SECRET: clientSecret,
    PLUSSERVER_USERNAME: username,
    PLUSSERVER_PASSWORD: password,
  };
  const journal = () => emulator.control.journal().requests;
  return {
    emulator,
    api: openApi(emulator, { environment }),
    logins: () => journal().filter(({ path }) => path === "/auth/token").length,
    refused: () => journal().filter(({ status }) => status === 401).length,
  };
}
const findAll = (api: ReturnType<typeof openApi>) =>
  Promise.all(Array.from({ length: 200 }, (_, id) => api.findOrders({ contractAliasList: [`${id}`] })));

it("logs in once for 200 parallel calls, and once more when the token has grown old", async () => {
  const { api, logins, refused } = await startOnClock();
  await findAll(api);
  expect(logins()).toBe(1);
  api.clock.pass(80_000);
  await findAll(api);
  expect([logins(), refused()]).toEqual([2, 0]);
});

it("logs in once more when a token is revoked under 200 parallel calls", async () => {
  const { emulator, api, logins } = await startOnClock();
  await findAll(api);
  emulator.control.revokeTokens();
  await findAll(api);
  expect(logins()).toBe(2);
});
