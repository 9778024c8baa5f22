import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { closeLater } from "../support/httpCleanup";
import { type Answer, inTurn, startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

function open(service: { apiUrl: string; tokenUrl: string }, name = "requests.log") {
  const folder = mkdtempSync(join(tmpdir(), "request-log-"));
  closeLater(() => rmSync(folder, { recursive: true, force: true }));
  const logFile = join(folder, name);
  const api = openApi(service, { environment: { PLUSSERVER_LOG_FILE: logFile } });
  return { api, folder, logFile, lines: () => readFileSync(logFile, "utf8").trimEnd().split("\n") };
}
const start = (...answers: Answer[]) => startHttpService(inTurn(...answers));
const done = { body: { order: anOrder() } };

it("writes one line a request, with time, status and the number of the message", async () => {
  const service = await start({ status: 503, body: "a\nb" }, done);
  const { api, lines } = open(service);
  await api.getOrder("64e47d15");
  const url = `${service.apiUrl}/orderEntityService/orders/64e47d15`;
  const ids = service.received.map(({ headers }) => headers["x-message-id"]);
  expect(lines()).toEqual([
    `2026-11-23T12:00:00.000Z POST ${service.tokenUrl} 200 0ms message=-`,
    `2026-11-23T12:00:00.000Z GET ${url} 503 0ms message=${ids[0]}`,
    expect.stringMatching(`^2026-11-23T12:00:00\\.\\d{3}Z GET ${url} 200 0ms message=${ids[1]}$`),
  ]);
});

it("says on one line why a request got no answer", async () => {
  const { api, lines } = open(await start("reset"));
  await failureOf(api.placeOrder(someOrder, someTransactionId));
  expect(lines()).toHaveLength(2);
  expect(lines()[1]).toMatch(/ POST \S+ (read ECONNRESET|other side closed) 0ms message=/);
});

it("holds no secret, no token and no body", async () => {
  const { api, lines } = open(await start(done));
  await api.getOrder(credentials.password);
  await api.placeOrder(someOrder, someTransactionId);
  const text = lines().join("\n");
  expect(text).toContain("/orders/[secret] ");
  expect(text).not.toMatch(/token-1|Bearer|423310|client_secret/);
});

it("refuses at once a file that cannot be written, and names setting and file", async () => {
  const service = await start(done);
  expect(() => open(service, "no/such/folder.log")).toThrow(
    /^plusserver:logFile \(or PLUSSERVER_LOG_FILE\) is ".*folder\.log": it cannot be written \(ENOENT.*write the path of a file/,
  );
  expect(service.logins).toEqual([]);
});

it("does not lose the id of an order because a line of the log could not be written", async () => {
  const { api, folder, logFile } = open(await start(done));
  rmSync(folder, { recursive: true });
  expect((await api.placeOrder(someOrder, someTransactionId)).orderId).toBe(anOrder().orderId);
  mkdirSync(logFile, { recursive: true });
  expect((await api.placeOrder(someOrder, someTransactionId)).orderId).toBe(anOrder().orderId);
});
