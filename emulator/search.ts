import type { Context } from "./context";
import { viewContract } from "./contractView";
import { type Fields, readInteger, readList, readObject, readText, refuseUnknown } from "./fields";
import { viewOrder } from "./orderView";
import { invalid, notFound } from "./refusal";
import type { Call } from "./routes";

/** The most results of one search. */
const maxLimit = 100;

/** Answers one order. */
export function readOrder({ state, now }: Context, { params }: Call) {
  const order = state.orders.find(({ orderId }) => orderId === params.orderId);
  if (!order) throw notFound(`order ${params.orderId} does not exist`);
  return { order: viewOrder(order, state.settings, now) };
}

/** Answers the orders that match, the newest first; by alias: the one that they were placed with. */
export function searchOrders({ state, now }: Context, { body }: Call) {
  const views = state.orders
    .filter((order) => order.searchableAt <= now)
    .map((order) => viewOrder(order, state.settings, now));
  const keys = {
    orderIdList: "orderId",
    contractAliasList: "contractAlias",
    contractNumberList: "contractNumber",
  };
  const { page, total } = search(views, body, "orderSearchList", keys);
  return { orderList: page, resultSetProperties: { total } };
}

/** Answers the contracts that match, the newest first; by alias: their present one. */
export function searchContracts({ state, now }: Context, { body }: Call) {
  const views = state.contracts
    .filter((contract) => contract.readableAt <= now)
    .map((contract) => viewContract(state, contract));
  const keys = { contractAliasList: "contractAlias", contractNumberList: "contractNumber" };
  const { page, total } = search(views, body, "contractSearchList", keys);
  return { contractList: page, resultSetProperties: { total } };
}

/** The kept items are in the order of their making, so the newest come last. */
function search<Item extends object>(
  items: Item[],
  body: unknown,
  listName: string,
  keys: Record<string, string>,
): { page: Item[]; total: number } {
  const fields = readObject(body, "");
  refuseUnknown(fields, [listName, "limit", "offset"], "");
  const criteria = readList(fields[listName], listName, (item, path) => readCriterion(item, path, keys));
  const limit = readInteger(fields.limit ?? maxLimit, "limit", { min: 1, max: maxLimit });
  const offset = readInteger(fields.offset ?? 0, "offset", { min: 0, max: Number.MAX_SAFE_INTEGER });
  const found = items.filter(
    (item) => criteria.length === 0 || criteria.some(({ key, values }) => values.has((item as Fields)[key])),
  );
  return { page: found.reverse().slice(offset, offset + limit), total: found.length };
}

function readCriterion(item: unknown, path: string, keys: Record<string, string>) {
  const fields = readObject(item, path);
  refuseUnknown(fields, Object.keys(keys), path);
  const [name, ...more] = Object.keys(fields);
  const key = name === undefined ? undefined : keys[name];
  if (name === undefined || key === undefined || more.length > 0) {
    throw invalid(path, `must have one of ${Object.keys(keys).join(", ")}`);
  }
  return { key, values: new Set<unknown>(readList(fields[name], `${path}.${name}`, readText)) };
}
