import type { Properties } from "../support/hostClient";
import { type HostRunOptions, openRun } from "../support/hostRun";

/** How the engine hands over a secret to a host. */
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** `PLUSSERVER_API_URL` is `plusserver:apiUrl` in the stack's configuration. */
const toConfig = (connection: Record<string, string>): Properties =>
  Object.fromEntries(
    Object.entries(connection).map(([name, value]) => {
      const key = name.slice("PLUSSERVER_".length).toLowerCase();
      return [`plusserver:${key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}`, value];
    }),
  );

it("connects with the stack's configuration alone, secrets in it included; an empty variable counts for none", async () => {
  const run = await openRun({
    environment: () => ({ PLUSSERVER_PASSWORD: "", PLUSSERVER_API_URL: "" }),
    config: (connection) => {
      const { "plusserver:password": password, ...rest } = toConfig(connection);
      return { ...rest, "plusserver:password": secret(String(password)), "shop:password": "of the program" };
    },
  });
  // The host makes the second call without waiting for the provider to be configured.
  const stored = run.declare("never ordered", { orderStatus: "new" });
  const calls = ["1", "2"].map((id) => run.client.read(id, stored).catch(String));
  expect(await Promise.all(calls)).toEqual([
    expect.stringMatching(/order 1.* HTTP 404/),
    expect.stringMatching(/order 2.* HTTP 404/),
  ]);
  expect((await run.create("orders")).properties).toMatchObject({ contractNumber: "423310" });
});

it("prefers the environment to the configuration, which a destroy takes from the state: secrets rotate", async () => {
  const run = await openRun({
    config: () => ({ "plusserver:password": "of last year", "plusserver:acceptTerms": "false" }),
  });
  expect((await run.create("orders")).properties).toMatchObject({ contractNumber: "423310" });
});

const withoutSettings: [string, HostRunOptions][] = [
  ["with the configuration of other packages alone", { config: () => ({ "aws:region": "eu-central-1" }) }],
  ["before it was ever configured", { configured: false }],
];

describe.each(withoutSettings)("a host without settings, called %s", (_how, options) => {
  it("answers a preview, asks nobody, and names all missing settings when something is ordered", async () => {
    const run = await openRun({ environment: () => ({}), ...options });
    const inputs = await run.check("orders");
    expect(inputs).toMatchObject({ monthlyCost: "94.82 EUR" });
    expect(
      await run.client.diff("1", { ...inputs, orderStatus: "DONE", password: "x" }, inputs),
    ).toMatchObject({
      changes: "none",
    });
    expect(run.emulator.control.journal().requests).toEqual([]);
    await expect(run.client.create(inputs)).rejects.toMatchObject({
      message: expect.stringMatching(/the vendor's terms are not accepted/),
      kept: undefined,
    });
    await expect(run.client.read("1", { ...inputs, orderStatus: "DONE" })).rejects.toMatchObject({
      message: expect.stringMatching(
        /settings are missing:\n {2}apiUrl: pulumi config set plusserver:apiUrl … {3}or PLUSSERVER_API_URL.*\n {2}tokenUrl.*\n {2}clientId.*\n {2}clientSecret: pulumi config set --secret/,
      ),
    });
  });
});
