import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(240_000);

/** What the state holds of databases, by the ends of their URNs. */
const databasesIn = async (shop: Shop) =>
  ((await shop.exportState()).deployment.resources ?? [])
    .filter(({ type }) => type.endsWith(":ManagedDatabase"))
    .map(({ urn, initErrors }) => `${urn.split("::").at(-1)} ${initErrors ? "not ready" : "ready"}`);

describe("an up that cannot order", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop?.dispose());

  async function expectNothingOrdered(says: (string | RegExp)[], env: Record<string, string>) {
    const { code, output } = await shop.up([], { env });
    expect(code).not.toBe(0);
    for (const text of says) expect(output).toMatch(text);
    expect(output).not.toContain(shop.emulator.credentials.clientSecret);
    expect(output).not.toContain(shop.emulator.credentials.password);
    expect(output).not.toMatch(/\n\s+at .*\(/);
    expect(shop.booked()).toEqual([]);
    expect(await databasesIn(shop)).toEqual([]);
  }

  it("names all missing settings at once, and both ways to give each", async () => {
    await expectNothingOrdered(
      [
        "apiUrl: pulumi config set plusserver:apiUrl",
        "PLUSSERVER_API_URL",
        "clientSecret: pulumi config set --secret plusserver:clientSecret",
      ],
      { PLUSSERVER_API_URL: "", PLUSSERVER_CLIENT_SECRET: "" },
    );
  });

  it("tells a wrong password from everything else, and tries it once", async () => {
    const before = shop.requests();
    await expectNothingOrdered(["could not log in: HTTP 401", "check plusserver:clientId"], {
      PLUSSERVER_PASSWORD: "not-the-password",
    });
    expect(shop.requests()).toBe(before + 1);
  });

  it("lists the terms that must be accepted first", async () => {
    await expectNothingOrdered(
      [
        "the vendor's terms are not accepted",
        "SLA 2.2.1",
        "General Terms and Conditions 2.12.0",
        "acceptTerms true",
      ],
      { PLUSSERVER_ACCEPT_TERMS: "" },
    );
  });

  it("says that the service cannot be reached", async () => {
    await expectNothingOrdered([/could not \w[^:]*: ECONNREFUSED/], {
      PLUSSERVER_API_URL: "http://127.0.0.1:9/api",
    });
  });

  it("says that an answer is not JSON, and shows its start", async () => {
    const portal = createServer((_request, response) => response.end("<html><title>Portal</title></html>"));
    await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
    const { port } = portal.address() as AddressInfo;
    await expectNothingOrdered(["the answer is not JSON: <html><title>Portal"], {
      PLUSSERVER_API_URL: `http://127.0.0.1:${port}/api`,
    });
    portal.close();
  });

  it("refuses to send credentials in plain text to another machine", async () => {
    await expectNothingOrdered([/apiUrl.*is "http:\/\/api\.example\.com".*write an https:\/\/ address/s], {
      PLUSSERVER_API_URL: "http://api.example.com",
    });
  });

  it("takes the same settings from the stack's configuration", async () => {
    const { credentials, apiUrl, tokenUrl } = shop.emulator;
    const settings = { apiUrl, tokenUrl, clientId: credentials.clientId, username: credentials.username };
    for (const [name, value] of Object.entries({ ...settings, acceptTerms: "true" })) {
      expect(await shop.pulumi(["config", "set", "--plaintext", `plusserver:${name}`, value])).toMatchObject({
        code: 0,
      });
    }
    for (const name of ["clientSecret", "password"] as const) {
      const set = await shop.pulumi(["config", "set", "--secret", `plusserver:${name}`, credentials[name]]);
      expect(set).toMatchObject({ code: 0 });
    }
    const none = Object.fromEntries(
      Object.keys(shop.env)
        .filter((name) => name.startsWith("PLUSSERVER_"))
        .map((name) => [name, ""]),
    );
    expect(await shop.up([], { env: none })).toMatchObject({ code: 0 });
    expect((await shop.destroy([], { env: none })).code).toBe(0);
    expect(shop.contracts()).toEqual(["423310 CANCELLED"]);
  });
});

describe("an order that the vendor cannot carry out", () => {
  it("names order, reason and ticket link, leaves nothing behind, and is ordered anew by the next up", async () => {
    const shop = await openShop();
    shop.emulator.control.failNextOrder("no capacity in CGN3");
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/order [0-9a-f]{24} \(Provision\) failed: no capacity in CGN3\. It costs nothing/);
    expect(output).toContain("https://customerservice.plusserver.com/support/ticket-create");
    expect(await databasesIn(shop)).toEqual([]);

    expect((await shop.up()).output).toContain("1 created");
    expect(shop.booked()).toEqual(["Provision failed", "Provision DONE"]);
    await shop.dispose();
  });
});

describe("an order that is not finished in time", () => {
  it("is kept, resumed by the next up, and not placed again", async () => {
    const shop = await openShop({ program: oneDatabase({}, { customTimeouts: { create: "2s" } }) });
    shop.emulator.control.settings({ provisionMs: 8_000 });
    const { code, output } = await shop.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/order [0-9a-f]{24} was not finished in time: last seen as (new|processing)/);
    expect(output).toContain("run pulumi up to go on");
    expect(await databasesIn(shop)).toEqual(["orders not ready"]);

    const resumed = await shop.up();
    expect(resumed).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(shop.booked()).toEqual(["Provision DONE"]);
    expect(await databasesIn(shop)).toEqual(["orders ready"]);
    expect(await shop.outputs({ showSecrets: true })).toMatchObject({
      password: expect.stringMatching(/.{8}/),
    });
    expect((await shop.up()).output).toContain("2 unchanged");
    await shop.dispose();
  });
});
