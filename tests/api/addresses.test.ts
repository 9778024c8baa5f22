import { isLoopback, readServiceUrl } from "../../provider/api/urls";
import { openApi } from "../support/httpApi";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

it.each(["https://api.example.com/v1", "http://127.0.0.1:8080/api", "http://localhost", "http://[::1]:1/x"])(
  "takes %s",
  (text) => {
    expect(readServiceUrl("apiUrl", text).href).toBe(new URL(text).href);
  },
);

it.each([
  ["http://api.example.com", "write an https:// address; plain HTTP is for this machine alone"],
  ["http://10.0.0.1", "write an https:// address"],
  ["http://127.0.0.1.example.com", "write an https:// address"],
  ["http://0.0.0.0", "write an https:// address"],
  ["http://localhost.example.com", "write an https:// address"],
  ["ftp://api.example.com", "write an https:// address"],
  ["localhost:8080", "write an https:// address"],
  ["api.example.com", "write an address such as https://api.example.com"],
  ["https://", "write an address such as https://api.example.com"],
  ["https://a b", "write an address such as https://api.example.com"],
  ["https://api.example.com?key=1", "write it without what follows the path (?key=1)"],
  ["https://api.example.com#x", "write it without what follows the path (#x)"],
])("refuses %s as apiUrl, and names setting and value", (text, problem) => {
  expect(() => readServiceUrl("apiUrl", text)).toThrow(
    `plusserver:apiUrl (or PLUSSERVER_API_URL) is ${JSON.stringify(text)}: ${problem}`,
  );
});

it("allows a query in tokenUrl alone, and names that setting", () => {
  expect(readServiceUrl("tokenUrl", "https://login.example.com/token?tenant=1").search).toBe("?tenant=1");
  expect(() => readServiceUrl("tokenUrl", "login")).toThrow(
    'plusserver:tokenUrl (or PLUSSERVER_TOKEN_URL) is "login": write an address such as https://login.example.com/token',
  );
});

it.each(["https://user:hunter2@api.example.com", "ftp://hunter2@x", "https://user:hunter2@"])(
  "refuses an address with a login in it, and does not show it",
  (text) => {
    const read = () => readServiceUrl("apiUrl", text);
    expect(read).toThrow("plusserver:apiUrl (or PLUSSERVER_API_URL) holds a user name or a password: write");
    expect(read).not.toThrow("hunter2");
  },
);

it.each([
  ["127.0.0.1", true],
  ["127.255.255.254", true],
  ["localhost", true],
  ["[::1]", true],
  ["128.0.0.1", false],
  ["[::2]", false],
  ["[::ffff:7f00:1]", false],
  ["127.0.0.1.example.com", false],
  ["localhost.example.com", false],
  ["", false],
])("knows whether %j can only be this machine: %s", (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});

it.each(["", "/", "///"])("joins an address that ends in %j and a path", async (end) => {
  const service = await startHttpService(() => ({ body: { order: anOrder() } }));
  await openApi({ ...service, apiUrl: `  ${service.apiUrl}${end} ` }).getOrder("1");
  expect(service.received[0]?.path).toBe("/api/orderEntityService/orders/1");
});
