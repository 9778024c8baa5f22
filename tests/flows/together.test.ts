import { createService, demoCredentials } from "../../emulator/index";
import { createFakeEngine } from "../support/fakeEngine";
import { startProvider } from "../support/providerProcess";
import { serviceUrls } from "../support/serviceTransport";
import { createVirtualClock } from "../support/virtualClock";
import { minute, program, urn } from "./stack";

const environment = {
  PLUSSERVER_API_URL: serviceUrls.apiUrl,
  PLUSSERVER_TOKEN_URL: serviceUrls.tokenUrl,
  PLUSSERVER_CLIENT_ID: demoCredentials.clientId,
  PLUSSERVER_CLIENT_SECRET: demoCredentials.clientSecret,
  PLUSSERVER_USERNAME: demoCredentials.username,
  PLUSSERVER_PASSWORD: demoCredentials.password,
  PLUSSERVER_ACCEPT_TERMS: "true",
};
const count = 500;

it("looks at 500 orders with five searches a tick, and takes three requests a database beside them", async () => {
  const clock = createVirtualClock();
  const service = createService({ clock, seed: "test", settings: { provisionMs: 5 * minute } });
  const provider = startProvider({ environment, clock, engine: createFakeEngine() }, service);
  const created = Array.from({ length: count }, async (_, index) => {
    const declared = {
      ...program,
      __urn: `${urn}-${index}`,
      __run: { monitor: "", stack: "acme/shop/prod" },
    };
    return provider.create((await provider.check({}, declared)).inputs);
  });
  await Promise.all(created);

  const { requests, orders } = service.control.journal();
  const placedAt = orders[0]?.at ?? 0;
  const looks = requests.filter(
    ({ path, at }) => path === "/orderEntityService/orders/search" && at > placedAt,
  );
  const perTick = new Map<number, number>();
  for (const { at } of looks) perTick.set(at, (perTick.get(at) ?? 0) + 1);
  expect(new Set(perTick.values())).toEqual(new Set([5]));
  expect(perTick.size).toBeGreaterThan(10);
  const ticks = [...perTick.keys()];
  const gaps = ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
  // Each is ordered, its credentials are read, its alias is set; the rest is shared by a hundred.
  expect(requests.length - looks.length).toBeLessThanOrEqual(3 * count + 40);
  expect(service.control.contracts().filter(({ status }) => status === "ACTIVE")).toHaveLength(count);
});
