import { startValidatedEmulator } from "../support/emulator";
import { findOperation, operations } from "../support/openapi";
import { contracts, createHttpCaller, orders, provision } from "./caller";

it("serves a database's whole life over HTTP, as documented, by every documented operation", async () => {
  let now = Date.parse("2026-11-23T12:00:00Z");
  const emulator = await startValidatedEmulator({
    provisionSeconds: 300,
    settings: { tokenSeconds: 3600 },
    clock: { now: () => now },
  });
  try {
    const { call, order } = createHttpCaller(emulator);
    expect((await call("GET", "/catalogEntityService/products")).body.nodeSizeList).toHaveLength(14);
    const profiles = await call("GET", "/billingEntityService/invoiceProfiles");
    expect(profiles.body.invoiceProfileList[0].invoiceProfileId).toBe("046073");

    const placed = (await order(provision)).body.order;
    expect(placed).toMatchObject({
      type: "Provision",
      status: "new",
      progress: 0,
      orderDate: "2026-11-23T12:00:00Z",
      productName: "MariaDB",
      contractNumber: null,
      contractAlias: "orders",
      info: "",
    });
    now += 150_000;
    const halfWay = (await call("GET", `${orders}/${placed.orderId}`)).body.order;
    expect(halfWay).toMatchObject({ status: "processing", progress: 50, contractNumber: "423310" });
    now += 150_000;
    const found = await call("POST", `${orders}/search`, {
      orderSearchList: [{ orderIdList: [placed.orderId] }],
    });
    expect(found.body.orderList).toMatchObject([{ status: "DONE", progress: 100 }]);

    const path = `${contracts}/423310`;
    const { contract } = (await call("GET", path)).body;
    expect(contract).toMatchObject({
      contractName: "mansvc101740",
      productName: "Managed Service MariaDB",
      status: "ACTIVE",
      activationDate: "2026-11-23T12:05:00Z",
      orderId: placed.orderId,
      database: {
        host: expect.stringMatching(/^node-[0-9a-f]{24}\.ps-xaas\.io$/),
        port: 3306,
        replicaList: [],
      },
    });
    const [credential] = (await call("GET", `${path}/credentials`)).body.credentialList;
    expect(credential).toMatchObject({
      credentialType: "Database",
      username: "kd500986",
      comment: `tcp://${contract.database.host}:3306`,
    });
    await call("PUT", path, { contract: { contractAlias: "renamed" } });

    const change = { type: "Change", contractNumber: "423310", storageGb: 100, readReplicas: 2 };
    expect((await order(change)).body.order).toMatchObject({
      status: "new",
      contractNumber: "423310",
      storageGb: 100,
    });
    now += 300_000;
    const changed = (await call("GET", path)).body.contract;
    expect(changed.database).toMatchObject({ nodeSize: "b2-4", storageGb: 100 });
    expect(changed.database.replicaList).toHaveLength(2);

    await order({ type: "Cancel", contractNumber: "423310" });
    now += 300_000;
    const search = { contractSearchList: [{ contractAliasList: ["renamed"] }], limit: 100, offset: 0 };
    const end = await call("POST", `${contracts}/search`, search);
    expect(end.body).toMatchObject({
      contractList: [{ status: "CANCELLED" }],
      resultSetProperties: { total: 1 },
    });

    emulator.expectConformance();
    const used = new Set(emulator.exchanges.map((e) => findOperation(e.method, e.path)?.operationId));
    expect([...used].sort()).toEqual(operations.map((o) => o.operationId).sort());
  } finally {
    await emulator.close();
  }
});
