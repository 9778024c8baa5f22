import { openShop, type Shop } from "../support/shop";

jest.setTimeout(180_000);

/** Everything that nobody may ever read in a terminal or in a state file. */
const secretsOf = ({ emulator }: Shop, password: string) => [
  password,
  encodeURIComponent(password),
  emulator.credentials.clientSecret,
  emulator.credentials.password,
];

describe("a database, from the first preview to its cancellation", () => {
  let shop: Shop;
  let everythingPrinted = "";
  const run = async (result: ReturnType<Shop["up"]>) => {
    const { output, code } = await result;
    everythingPrinted += output;
    return { output, code };
  };
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop?.dispose());

  it("shows in preview what it will be and cost, with no settings and without a single request", async () => {
    const nothing = Object.fromEntries(
      Object.keys(shop.env)
        .filter((name) => name.startsWith("PLUSSERVER_"))
        .map((name) => [name, ""]),
    );
    const { code, output } = await run(shop.preview(["--diff"], { env: nothing }));
    expect(code).toBe(0);
    expect(output).toContain("2 to create");
    expect(output).toContain('monthlyCost     : "94.82 EUR"');
    expect(output).toContain('"123.123.123.123/32"');
    expect(shop.requests()).toBe(0);
  });

  it("orders it once, shows the order moving, and returns the connection data", async () => {
    shop.emulator.control.settings({ provisionMs: 4_000 });
    const { code, output } = await run(shop.up());
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("2 created") });
    expect(output).toMatch(/orders creating \(\d+s\) order [0-9a-f]{8}…: new \(\d+s\)/);
    expect(output).toMatch(/order [0-9a-f]{8}…: processing \d+ % \(\d+s\)/);
    expect(shop.booked()).toEqual(["Provision DONE"]);

    const [contract] = shop.emulator.control.contracts();
    const outputs = await shop.outputs({ showSecrets: true });
    expect(outputs).toMatchObject({
      orderStatus: "DONE",
      contractNumber: contract?.contractNumber,
      contractName: contract?.contractName,
      contractStatus: "ACTIVE",
      billingProfileId: "046073",
      host: contract?.database.host,
      port: 3306,
      username: expect.stringMatching(/^kd\d{6}$/),
      databaseName: "",
      readReplicaEndpoints: [],
      monthlyCost: "94.82 EUR",
      trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
    });
    const uri = new URL(String(outputs.connectionUri));
    expect(decodeURIComponent(uri.password)).toBe(outputs.password);
    expect(uri.host).toBe(`${outputs.host}:${outputs.port}`);
  });

  it("keeps the alias that leads from the contract back to the program", () => {
    const [contract] = shop.emulator.control.contracts();
    expect(contract?.contractAlias).toMatch(/^orders \(shop\/dev\) =[0-9a-f]{20}$/);
  });

  it("changes nothing and sends nothing when nothing has changed", async () => {
    const before = shop.requests();
    const { output } = await run(shop.up());
    expect(output).toContain("2 unchanged");
    expect(shop.requests()).toBe(before);
  });

  it("keeps its secrets encrypted in the state and out of everything printed", async () => {
    const { password } = (await shop.outputs({ showSecrets: true })) as { password: string };
    expect(password.length).toBeGreaterThan(8);
    expect(await shop.outputs()).toMatchObject({ password: "[secret]", connectionUri: "[secret]" });
    const exported = await shop.pulumi(["stack", "export"]);
    everythingPrinted += exported.output + (await shop.pulumi(["stack", "output"])).output;
    for (const secret of secretsOf(shop, password)) expect(everythingPrinted).not.toContain(secret);
    const database = (await shop.exportState()).deployment.resources?.find(({ urn }) =>
      urn.endsWith("::orders"),
    );
    expect(database?.outputs?.password).toMatchObject({ ciphertext: expect.any(String) });
    expect(database?.outputs?.connectionUri).toMatchObject({ ciphertext: expect.any(String) });
    expect(database?.id).toBe(database?.outputs?.orderId);
  });

  it("is cancelled by destroy, which ends when the contract says so", async () => {
    const { output } = await run(shop.destroy());
    expect(output).toContain("2 deleted");
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
    expect(shop.booked()).toEqual(["Provision DONE", "Cancel DONE"]);
  });

  it("is ordered anew after it was destroyed, as another contract", async () => {
    shop.emulator.control.settings({ provisionMs: 500 });
    expect((await run(shop.up())).output).toContain("2 created");
    expect(shop.contracts()).toEqual(["423310 CANCELLED", "423311 ACTIVE"]);
    expect((await run(shop.destroy())).code).toBe(0);
  });
});
