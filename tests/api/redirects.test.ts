import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const startElsewhere = () => startHttpService(() => ({ body: { order: anOrder() } }));

it.each([301, 302, 303, 307, 308])("does not follow a redirect with status %d", async (status) => {
  const elsewhere = await startElsewhere();
  const location = `${elsewhere.apiUrl}/orderEntityService/orders/1`;
  const service = await startHttpService(() => ({ status, headers: { location } }));
  const api = openApi(service);
  const read = await failureOf(api.getOrder("1"));
  expect(read).toMatchObject({ kind: "status", status });
  expect(read.message).toContain("redirects are not followed: check plusserver:apiUrl");
  const ordered = await failureOf(api.placeOrder(someOrder, someTransactionId));
  expect(ordered).toMatchObject({ status, mayHaveArrived: true });
  expect(elsewhere.received).toEqual([]);
  expect(service.received).toHaveLength(2);
});

it("does not carry credentials to where a login is redirected to", async () => {
  const elsewhere = await startElsewhere();
  const logIn = () => ({ status: 307, headers: { location: elsewhere.tokenUrl } });
  const service = await startHttpService(() => "silent", { logIn });
  const failure = await failureOf(openApi(service).getOrder("1"));
  expect(failure).toMatchObject({ step: "log in", status: 307, mayHaveArrived: false });
  expect(failure.message).toContain("redirects are not followed: check plusserver:tokenUrl");
  expect([...elsewhere.logins, ...elsewhere.received, ...service.received]).toEqual([]);
  expect(service.logins).toHaveLength(1);
});

it("takes no other success than 200 for one", async () => {
  const service = await startHttpService(() => ({ status: 201, body: { order: anOrder() } }));
  expect(await failureOf(openApi(service).placeOrder(someOrder, someTransactionId))).toMatchObject({
    status: 201,
    mayHaveArrived: true,
  });
});
