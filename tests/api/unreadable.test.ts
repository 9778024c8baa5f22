import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { type Reply, startHttpService } from "../support/httpService";
import { aContract, anOrder } from "../support/wireSamples";

const open = async (reply: Reply) => openApi(await startHttpService(() => reply));
const html = { headers: { "content-type": "text/html" }, body: "<html>\n  <title>Sign in</title>\n</html>" };

it("does not take a web page with status 200 for an answer, and shows how it begins", async () => {
  const failure = await failureOf((await open(html)).getOrder("64e47d15"));
  expect(failure).toMatchObject({ kind: "body", code: "BODY_UNREADABLE", mayHaveArrived: true });
  expect(failure.message).toContain("could not read order 64e47d15: BODY_UNREADABLE: the answer is not JSON");
  expect(failure.message).toContain("<html> <title>Sign in</title> </html>");
  expect(failure.message).toContain("check that plusserver:apiUrl is the address of the service");
});

it.each([
  ["nothing", "", "(empty)"],
  ["half of it", '{"order":{"orderId":"64', "not JSON"],
  ["null", "null", "body: Invalid input: expected object"],
  ["a list", "[]", "body: Invalid input: expected object"],
  ["a number beyond all", "1e999", "body: Invalid input"],
  ["a very deep list", "[".repeat(500_000), "not JSON"],
  ["a deep list that ends", "[".repeat(100_000) + "]".repeat(100_000), "body: Invalid input"],
  ["an order that is null", '{"order":null}', "order: Invalid input"],
  ["no order", "{}", "order: Invalid input"],
  ["an order in its prototype", `{"__proto__":{"order":${JSON.stringify(anOrder())}}}`, "order: Invalid"],
])("says what is wrong with an answer that is %s", async (_what, body, problem) => {
  const failure = await failureOf((await open({ body })).getOrder("1"));
  expect(failure).toMatchObject({ kind: "body", code: "BODY_UNREADABLE" });
  expect(failure.detail).toContain(problem);
});

it.each([
  ["orderId", { ...anOrder(), orderId: undefined }],
  ["orderId", { ...anOrder(), orderId: "a b" }],
  ["orderId", { ...anOrder(), orderId: "\ud800" }],
  ["status", { ...anOrder(), status: 7 }],
  ["contractNumber", { ...anOrder(), contractNumber: { toString: 1 } }],
  ["progress", { ...anOrder(), progress: "50" }],
  ["trustedSourceList[1]", { ...anOrder(), trustedSourceList: ["1.2.3.4/32", null] }],
])("names the field of an order that is missing or wrong: %s", async (field, order) => {
  const failure = await failureOf((await open({ body: { order } })).getOrder("1"));
  expect(failure.detail).toContain(`the answer is not as agreed: order.${field}: `);
});

it.each([
  ["port", { port: 0 }],
  ["port", { port: 65_536 }],
  ["port", { port: 33.06 }],
  ["host", { host: null }],
  ["replicaList[0].port", { replicaList: [{ host: "a", port: "1" }] }],
])("names the field of a database that is wrong: %s", async (field, change) => {
  const { database, ...contract } = aContract();
  const body = { contract: { ...contract, database: { ...database, ...change } } };
  const failure = await failureOf((await open({ body })).getContract("1"));
  expect(failure.detail).toContain(`contract.database.${field}: `);
});

it("ignores fields that it does not know, and lets none of them into a prototype", async () => {
  const text = JSON.stringify(anOrder()).replace(
    "{",
    '{"__proto__":{"polluted":1},"constructor":1,"new":[],',
  );
  const order = await (await open({ body: `{"order":${text},"more":{}}` })).getOrder("1");
  expect(order).toEqual(anOrder());
  expect(Object.getPrototypeOf(order)).toBe(Object.prototype);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

it("does not make another text of bytes that are not UTF-8", async () => {
  const text = JSON.stringify({
    credentialList: [{ credentialType: "Database", username: "u", password: "p\u00ff" }],
  });
  const api = await open({ body: Buffer.from(text, "latin1") });
  const failure = await failureOf(api.getCredentials("423310"));
  expect(failure).toMatchObject({ kind: "body", code: "BODY_UNREADABLE", detail: "the answer is not UTF-8" });
});

it("reads an error page in whatever alphabet, since its status says it all", async () => {
  const body = Buffer.from("St\u00f6rung", "latin1");
  const failure = await failureOf(
    (await open({ status: 403, body })).placeOrder(someOrder, someTransactionId),
  );
  expect(failure).toMatchObject({ kind: "status", status: 403, mayHaveArrived: false });
});

it("reads an answer that begins with a byte order mark", async () => {
  const body = `\ufeff${JSON.stringify({ order: anOrder() })}`;
  expect(await (await open({ body })).getOrder("1")).toEqual(anOrder());
});

it("shows an unexpected answer on one short line, without what could rewrite a terminal", async () => {
  const body = `a\u001b[2Jb\r\nc\u0007${"x".repeat(10_000)}`;
  const failure = await failureOf((await open({ body })).getOrder("1"));
  expect(failure.detail).toContain("not JSON: a [2Jb c xxx");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(failure.message).not.toMatch(/[\u0000-\u001f]/);
  expect(failure.message.length).toBeLessThan(600);
});

it("never shows an answer that holds credentials, not even one that is cut off", async () => {
  const body = '{"credentialList":[{"credentialType":"Database","username":"kd1","password":"hunter2-hun';
  const failure = await failureOf((await open({ body })).getCredentials("423310"));
  expect(failure.detail).toMatch(/^the answer is not JSON: \d+ characters, not shown/);
  expect(failure.message).not.toContain("hunter2");
});
