import { minute, openStack, program } from "./stack";

it("orders a database once, waits for it, and knows everything about it in the end", async () => {
  const stack = openStack();
  expect(await stack.up()).toBe("create");
  const { id, outputs } = stack.stored();
  const [order] = stack.control.journal().orders;
  const [contract] = stack.control.contracts();
  expect(stack.booked()).toBe("Provision");
  expect(id).toBe(order?.orderId);
  expect(outputs).toEqual({
    ...program,
    trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
    readReplicas: 0,
    allowReplacement: false,
    monthlyCost: "94.82 EUR",
    orderId: id,
    orderStatus: "DONE",
    contractNumber: "423310",
    contractName: "mansvc101740",
    contractStatus: "ACTIVE",
    billingProfileId: "046073",
    host: contract?.database.host,
    port: 3306,
    username: "kd500986",
    password: expect.stringMatching(/^\w+\/\w+@\w+#$/),
    databaseName: "",
    connectionUri: expect.any(String),
    readReplicaEndpoints: [],
    __urn: expect.stringMatching(/^urn:pulumi:prod::shop::/),
    __reference: { readable: "orders (shop/prod)", hash: expect.stringMatching(/^[0-9a-f]{20}$/) },
    __provider: "the provider, as text",
  });
  const uri = new URL(String(outputs.connectionUri));
  expect([uri.protocol, uri.username, uri.hostname]).toEqual(["mariadb:", "kd500986", outputs.host]);
  expect(decodeURIComponent(uri.password)).toBe(outputs.password);
  stack.expectConformance();
});

it("shows price and normalised addresses in preview, without a request and without credentials", async () => {
  const stack = openStack({ environment: { PLUSSERVER_API_URL: "", PLUSSERVER_CLIENT_SECRET: "" } });
  expect(await stack.preview()).toBe("create");
  expect(stack.control.journal().requests).toEqual([]);
});

it("has nothing to do when the same program is run again, and asks nobody", async () => {
  const stack = openStack();
  await stack.up();
  stack.control.clearJournal();
  expect(await stack.up({ trustedSources: ["123.123.123.123/32", "222.222.222.128/28"] })).toBe("same");
  expect(stack.control.journal().requests).toEqual([]);
});

it("tells in the resource's row how far the order is, and asks rarely", async () => {
  const stack = openStack();
  await stack.up();
  expect(stack.engine().rows).toContainEqual(
    expect.stringMatching(/^order [0-9a-f]{8}…: processing \d+ % \(\dm\d\ds\)$/),
  );
  expect(stack.engine().warnings).toEqual([]);
  const looks = stack.control.journal().requests.filter(({ method, path }) => {
    return method === "GET" && path.includes("/orders/");
  });
  expect(looks.length).toBeLessThan(20);
  expect(stack.clock.now() - (stack.control.journal().orders[0]?.at ?? 0)).toBeLessThan(5.5 * minute);
});

it("marks the contract as handed over, as the last thing that it does", async () => {
  const stack = openStack();
  await stack.up();
  const { hash } = stack.stored().outputs.__reference as { hash: string };
  expect(stack.control.orders()[0]?.contractAlias).toBe(`orders (shop/prod) ~${hash}`);
  expect(stack.control.contracts()[0]?.contractAlias).toBe(`orders (shop/prod) =${hash}`);
  expect(stack.control.journal().requests.at(-1)?.method).toBe("PUT");
});

it("waits for a contract that answers 404 for a minute after DONE", async () => {
  const stack = openStack({ settings: { notFoundMs: minute, contractNumberFrom: "DONE" } });
  await stack.up();
  expect(stack.stored().outputs).toMatchObject({ contractStatus: "ACTIVE", username: "kd500986" });
  expect(stack.engine().rows).toContainEqual(
    expect.stringMatching(/^DONE, waiting for the contract of order/),
  );
  expect(stack.clock.now() - (stack.control.journal().orders[0]?.at ?? 0)).toBeLessThan(6.5 * minute);
  expect(stack.booked()).toBe("Provision");
  stack.expectConformance();
});

it.each([
  ["at once", { provisionMs: 0 }],
  ["after half an hour without any progress", { provisionMs: 30 * minute, progress: "none" as const }],
  ["with status words of its own", { statusWords: { new: "waiting for stock", DONE: "done" } }],
  ["while tokens last a minute only", { tokenSeconds: 60 }],
  ["while searches lag", { searchLagMs: 10_000 }],
])("gets a database that is ready %s", async (_how, settings) => {
  const stack = openStack({ settings });
  await stack.up();
  expect(stack.stored().outputs).toMatchObject({ contractStatus: "ACTIVE", host: expect.any(String) });
  expect(stack.booked()).toBe("Provision");
  expect(await stack.up()).toBe("same");
  stack.expectConformance();
});

it("orders with a new billing profile, says its id, and makes no second one", async () => {
  const billingProfile = {
    company: "Example GmbH",
    street: "Example Street 1",
    postalCode: "50667",
    city: "Cologne",
    country: "DE",
    email: "invoices@example.com",
  };
  const stack = openStack();
  await stack.up({ billingProfile });
  expect(stack.stored().outputs).toMatchObject({ billingProfile, billingProfileId: "046074" });
  expect(await stack.up({ billingProfile })).toBe("same");
  await stack.refresh();
  expect(await stack.up({ billingProfile })).toBe("same");
  expect(await stack.up({ billingProfile, storageGb: 100 })).toBe("update");
  expect(stack.service.state.invoiceProfiles).toHaveLength(2);
  stack.expectConformance();
});

it("orders replicas with the database, and says where they are", async () => {
  const stack = openStack();
  await stack.up({ engine: "postgresql-16", readReplicas: 2 });
  expect(stack.stored().outputs).toMatchObject({
    databaseName: "kd500986",
    monthlyCost: "unknown",
    readReplicaEndpoints: [expect.stringMatching(/^node-\w+\.ps-xaas\.io:5432$/), expect.any(String)],
  });
  stack.expectConformance();
});
