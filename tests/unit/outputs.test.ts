import fc from "fast-check";
import { type EngineName, engineNames } from "../../provider/catalog/engines";
import { readEngineName, toOutputs } from "../../provider/orders/outputs";
import { aContract, aCredential, anOrder } from "../support/wireSamples";

const order = anOrder();
const host = "node-64e86d6a02f97631ff0eae87.ps-xaas.io";
const uriOf = (engine: EngineName, credential = aCredential()) =>
  String(toOutputs({ order, contract: aContract(), credential }, engine).connectionUri);

it("says everything that is known of a database that is ready", () => {
  const replicaList = [{ host: "node-1.ps-xaas.io", port: 3306 }];
  const contract = aContract({ database: { replicaList } });
  const credential = aCredential({ password: "s3cret" });
  expect(toOutputs({ order, contract, credential }, "mariadb-10.6")).toEqual({
    orderId: "64e47d15bc03ede47135c372",
    orderStatus: "DONE",
    contractNumber: "423310",
    contractName: "mansvc101740",
    contractStatus: "ACTIVE",
    billingProfileId: "046073",
    host,
    port: 3306,
    username: "kd500986",
    password: "s3cret",
    databaseName: "",
    connectionUri: `mariadb://kd500986:s3cret@${host}:3306/?ssl=true`,
    readReplicaEndpoints: ["node-1.ps-xaas.io:3306"],
  });
});

it("says null, never undefined, for what is not known yet: undefined hangs the host", () => {
  const outputs = toOutputs({ order: anOrder({ status: "new", contractNumber: null }) }, "mysql-8.0");
  expect(JSON.parse(JSON.stringify(outputs))).toEqual(outputs);
  expect(outputs).toEqual({
    orderId: order.orderId,
    orderStatus: "new",
    contractNumber: null,
    contractName: null,
    contractStatus: null,
    billingProfileId: null,
    host: null,
    port: null,
    username: null,
    password: null,
    databaseName: null,
    connectionUri: null,
    readReplicaEndpoints: [],
  });
});

it.each<[EngineName, string, string, string]>([
  ["mariadb-11.4", "mariadb:", "/", "?ssl=true"],
  ["mysql-8.4", "mysql:", "/", "?ssl-mode=REQUIRED"],
  ["postgresql-16", "postgresql:", "/kd500986", "?sslmode=require"],
  ["couchdb-3.3", "https:", "/", ""],
  ["valkey-8.1", "rediss:", "/", ""],
])(
  "makes a URI that drivers of %s take, TLS required, and that gives the password back",
  (engine, ...parts) => {
    const url = new URL(uriOf(engine));
    expect([url.protocol, url.pathname, url.search]).toEqual(parts);
    expect(url.host).toBe(`${host}:3306`);
    expect(decodeURIComponent(url.username)).toBe("kd500986");
    expect(decodeURIComponent(url.password)).toBe("a/b@c#d%e:f g?h&i");
  },
);

it("gives any user and any password back, whatever characters are in it", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...engineNames), text, text, (engine, username, password) => {
      const url = new URL(uriOf(engine, aCredential({ username, password })));
      expect(decodeURIComponent(url.username)).toBe(username);
      expect(decodeURIComponent(url.password)).toBe(password);
      expect(url.hostname).toBe(host);
    }),
  );
});

it.each([
  [{ product: "mariadb", version: "10.11" }, "mariadb-10.11"],
  [{ product: "mariadb", version: "5.5" }, undefined],
  [{ product: "mariadb" }, undefined],
  [{}, undefined],
])("reads %j as the engine %s", (named, engine) => {
  expect(readEngineName(named)).toBe(engine);
});
