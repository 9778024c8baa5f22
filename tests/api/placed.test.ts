import { judgeOrderCall } from "../../provider/orders/classify";
import { openApi, someOrder, someTransactionId } from "../support/httpApi";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const place = async (body: unknown) =>
  openApi(await startHttpService(() => ({ body }))).placeOrder(someOrder, someTransactionId);

it("gives the order as it was answered", async () => {
  expect(await place({ order: anOrder() })).toEqual(anOrder());
});

it.each([
  ["has nothing else", {}],
  ["has a status that is no text", { ...anOrder(), status: 1 }],
  ["has no date", { ...anOrder(), orderDate: undefined }],
  ["has sources that are no list", { ...anOrder(), trustedSourceList: "1.2.3.4" }],
])("keeps the id of an order that was placed, although its answer %s", async (_what, rest) => {
  const order = await place({ order: { ...rest, orderId: "64e47d15bc03ede47135c372" } });
  expect(order).toEqual({
    orderId: "64e47d15bc03ede47135c372",
    type: "Cancel",
    status: "new",
    orderDate: "",
    contractNumber: null,
  });
});

it.each([
  ["no id", { order: { ...anOrder(), orderId: undefined } }],
  ["an empty id", { order: { ...anOrder(), orderId: "" } }],
  ["an id that is a number", { order: { ...anOrder(), orderId: 7 } }],
  ["no order", {}],
  ["a web page", "<html>"],
])("is in doubt about an order whose answer has %s", async (_what, body) => {
  const error = await place(body).catch((thrown: unknown) => thrown);
  expect(judgeOrderCall(error)).toBe("inDoubt");
});
