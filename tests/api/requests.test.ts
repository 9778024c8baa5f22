import { version } from "../../provider/version";
import { provision } from "../emulator/caller";
import { startValidatedEmulator } from "../support/emulator";
import { openApi, someOrder, someTransactionId } from "../support/httpApi";
import { closeLater } from "../support/httpCleanup";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

it("speaks every call of the contract as openapi.yaml says", async () => {
  const emulator = await startValidatedEmulator();
  closeLater(emulator.close);
  const { clientId, clientSecret, username, password } = emulator.credentials;
  const api = openApi(emulator, {
    environment: {
      ...{ PLUSSERVER_CLIENT_ID: clientId, PLUSSERVER_CLIENT_SECRET: clientSecret },
      ...{ PLUSSERVER_USERNAME: username, PLUSSERVER_PASSWORD: password },
    },
  });
  const { orderId } = await api.placeOrder({ ...provision, type: "Provision" }, someTransactionId);
  const { contractNumber } = await api.getOrder(orderId);
  const number = contractNumber ?? "";
  expect(await api.findOrders({ orderIdList: [orderId] })).toHaveLength(1);
  expect(await api.findOrders({ contractAliasList: ["orders"] })).toHaveLength(1);
  expect(await api.findOrders({ contractNumberList: [number] })).toHaveLength(1);
  expect(await api.getContract(number)).toMatchObject({ orderId, status: "ACTIVE" });
  expect(await api.setAlias(number, "renamed")).toMatchObject({ contractAlias: "renamed" });
  expect(await api.findContracts({ contractAliasList: ["renamed"] })).toHaveLength(1);
  expect(await api.findContracts({ contractNumberList: [number] })).toHaveLength(1);
  expect(await api.getCredentials(number)).toMatchObject([{ credentialType: "Database" }]);
  emulator.expectConformance();
  expect(emulator.exchanges.map(({ status }) => status)).toEqual(Array(11).fill(200));
});

it("sends the headers that the contract asks for, and no more about itself", async () => {
  const service = await startHttpService(() => ({ body: { order: anOrder() } }));
  const api = openApi(service);
  await api.placeOrder(someOrder, someTransactionId);
  await api.getOrder("1");
  const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const always = {
    host: `127.0.0.1:${service.port}`,
    connection: "keep-alive",
    accept: "application/json",
    authorization: "Bearer token-1",
    "x-message-id": uuid,
    "x-transaction-id": uuid,
    "x-transaction-caller": `pulumi-plusserver/${version}`,
  };
  const [order, read] = service.received;
  expect(order?.headers).toEqual({
    ...always,
    "x-transaction-id": someTransactionId,
    "content-type": "application/json",
    "content-length": `${JSON.stringify({ order: someOrder }).length}`,
  });
  expect(read?.headers).toEqual(always);
});

it.each([
  ["a/b?c#d", "a%2Fb%3Fc%23d"],
  ["ü %", "%C3%BC%20%25"],
  ["\ud800", "%EF%BF%BD"],
])("writes the id %j into a path so that it stays one", async (id, written) => {
  const service = await startHttpService(() => ({ body: { order: anOrder() } }));
  await openApi(service).getOrder(id);
  expect(service.received[0]?.path).toBe(`/api/orderEntityService/orders/${written}`);
});
