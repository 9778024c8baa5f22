import { tokenPath } from "../../emulator/index";
import { type HostRun, openHostRun, until, urnOf } from "../support/hostRun";

let run: HostRun;
beforeAll(async () => {
  run = await openHostRun({ service: { provisionSeconds: 2.5 } });
});
afterAll(() => run.close());

it("orders, tells in the resource's row how far the order is, and returns all there is as plain JSON", async () => {
  const inputs = await run.check("orders");
  const { id, properties } = await run.client.create(inputs);
  const [contract] = run.emulator.control.contracts();
  expect(properties).toEqual({
    ...inputs,
    orderId: id,
    orderStatus: "DONE",
    contractNumber: "423310",
    contractName: "mansvc101740",
    contractStatus: "ACTIVE",
    billingProfileId: "046073",
    host: contract?.database.host,
    port: 3306,
    username: "kd500986",
    password: expect.stringMatching(/.{8}/),
    databaseName: "",
    connectionUri: expect.stringMatching(/^mariadb:/),
    readReplicaEndpoints: [],
  });
  expect(id).toBe(run.emulator.control.orders()[0]?.orderId);

  const row = run.engine.row(urnOf("orders"));
  const short = `${id.slice(0, 8)}…`;
  expect(row[0]).toBe(`order ${short}: new (0s)`);
  expect(row).toContainEqual(
    expect.stringMatching(new RegExp(`^order ${short}: processing \\d+ % \\(\\ds\\)$`)),
  );
  expect(row.at(-1)).toMatch(new RegExp(`^order ${short}: DONE \\(\\ds\\)$`));
  expect(run.engine.lines.map(({ severity }) => severity)).not.toContain("warning");
});

it("orders fifty at once with one login, each at its own row", async () => {
  run.emulator.control.settings({ provisionMs: 500 });
  run.emulator.control.revokeTokens();
  run.emulator.control.clearJournal();
  const names = Array.from({ length: 50 }, (_, index) => `shard-${index}`);
  const created = await Promise.all(names.map((name) => run.create(name)));
  expect(new Set(created.map(({ id }) => id)).size).toBe(50);
  expect(new Set(created.map(({ properties }) => properties.contractNumber)).size).toBe(50);
  const { requests, orders } = run.emulator.control.journal();
  expect(orders).toHaveLength(50);
  expect(requests.filter(({ path }) => path === tokenPath)).toHaveLength(1);
  await until(() => names.every((name) => run.engine.row(urnOf(name)).length > 0));
  run.emulator.expectConformance();
});

it("has asked for the stack's state at most once for all that was new", () => {
  expect(run.monitor.invokes.length).toBeLessThanOrEqual(1);
});

it("has printed nothing but its port", () => {
  expect(run.host.stdout()).toMatch(/^\d+\n$/);
  expect(run.host.stderr()).toBe("");
});
