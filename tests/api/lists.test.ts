import { failureOf, openApi } from "../support/httpApi";
import { type Received, startHttpService } from "../support/httpService";
import { aContract, anOrder } from "../support/wireSamples";

const orders = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => anOrder({ orderId: `order-${from + index}` }));
const toList = (orderList: unknown[], total: number) => ({
  body: { orderList, resultSetProperties: { total } },
});
const offsetOf = ({ body }: Received) => (JSON.parse(body) as { offset: number }).offset;
const criterion = { contractAliasList: ["orders"] };

/** A service with so many orders, which gives at most 100 at a time. */
const startWith = (total: number) =>
  startHttpService((call) => {
    const from = offsetOf(call);
    return toList(orders(from, Math.min(from + 100, total)), total);
  });

it.each([
  [0, 1],
  [1, 1],
  [100, 1],
  [101, 2],
  [250, 3],
])("reads all of %d orders in %d requests", async (total, requests) => {
  const service = await startWith(total);
  expect(await openApi(service).findOrders(criterion)).toEqual(orders(0, total));
  expect(service.received).toHaveLength(requests);
  expect(service.received.map(offsetOf)).toEqual([0, 100, 200].slice(0, requests));
});

it("reads all contracts, page by page", async () => {
  const service = await startHttpService((call) => {
    const contractList = [aContract({ contractNumber: `${423310 + offsetOf(call)}` })];
    return { body: { contractList, resultSetProperties: { total: 2 } } };
  });
  const found = await openApi(service).findContracts({ contractNumberList: ["423310", "423311"] });
  expect(found.map(({ contractNumber }) => contractNumber)).toEqual(["423310", "423311"]);
});

it("keeps once what came twice, since a new order moved it to the next page", async () => {
  const service = await startHttpService((call) =>
    offsetOf(call) === 0 ? toList(orders(0, 100), 101) : toList(orders(99, 101), 102),
  );
  expect(await openApi(service).findOrders(criterion)).toEqual(orders(0, 101));
});

it.each([
  ["gives nothing although there is something", () => toList([], 1)],
  ["stops in the middle", (call: Received) => toList(offsetOf(call) === 0 ? orders(0, 100) : [], 150)],
  ["gives the first page again and again", () => toList(orders(0, 100), 150_000)],
])(
  "does not take a part for the whole from a service that %s: it could order twice",
  async (_what, answer) => {
    const service = await startHttpService(answer);
    const failure = await failureOf(openApi(service).findOrders(criterion));
    expect(failure).toMatchObject({ kind: "body", code: "BODY_INCOMPLETE", step: "look up orders" });
    expect(failure.detail).toMatch(/^the list is incomplete: \d+ of \d+$/);
    expect(service.received.length).toBeLessThan(3);
  },
);

it.each([-1, 1.5, "1", null, 1e300])("refuses %j as the number of results", async (total) => {
  const service = await startHttpService(() => toList([], total as number));
  const failure = await failureOf(openApi(service).findOrders(criterion));
  expect(failure.detail).toContain("resultSetProperties.total: ");
});
