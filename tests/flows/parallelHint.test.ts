import { createService, demoCredentials } from "../../emulator/index";
import { createFakeEngine, type FakeEngine } from "../support/fakeEngine";
import { startProvider } from "../support/providerProcess";
import { serviceUrls } from "../support/serviceTransport";
import { createVirtualClock } from "../support/virtualClock";
import { program, urn } from "./stack";

const environment = {
  PLUSSERVER_API_URL: serviceUrls.apiUrl,
  PLUSSERVER_TOKEN_URL: serviceUrls.tokenUrl,
  PLUSSERVER_CLIENT_ID: demoCredentials.clientId,
  PLUSSERVER_CLIENT_SECRET: demoCredentials.clientSecret,
  PLUSSERVER_USERNAME: demoCredentials.username,
  PLUSSERVER_PASSWORD: demoCredentials.password,
  PLUSSERVER_ACCEPT_TERMS: "true",
};

/** An `up` of new databases, of which the engine checks one more than it creates at a time. */
async function orderThree(atATime: number): Promise<FakeEngine> {
  const clock = createVirtualClock();
  const engine = createFakeEngine();
  const service = createService({ clock, seed: "test", settings: { provisionMs: 5 * 60_000 } });
  const provider = startProvider({ environment, clock, engine }, service);
  const names = ["a", "b", "c"];
  const running: Promise<unknown>[] = [];
  for (const [index, name] of names.entries()) {
    const declared = { ...program, __urn: `${urn}-${name}`, __run: { monitor: "", stack: "acme/shop/prod" } };
    const { inputs } = await provider.check({}, declared);
    if (index >= atATime) await Promise.race(running);
    running.push(provider.create(inputs));
  }
  await Promise.all(running);
  return engine;
}

it("tells once how to order all databases at once, when some wait for their turn", async () => {
  const { warnings } = await orderThree(1);
  expect(warnings).toEqual([
    "databases ordered at a time: 1; at least 1 more to come, waiting for their turn. pulumi up --parallel 200 orders them all at once, and waiting takes no more requests then",
  ]);
});

it("says nothing when all are ordered at once", async () => {
  expect((await orderThree(3)).warnings).toEqual([]);
});
