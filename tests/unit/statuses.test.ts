import { isCancelled, phaseOf } from "../../provider/orders/statuses";

it.each([
  ["new", "running"],
  ["processing", "running"],
  ["DONE", "done"],
  ["done", "done"],
  ["Done", "done"],
  ["failed", "failed"],
  ["FAILED", "failed"],
  ["waiting for stock", "running"],
  ["not done", "running"],
  ["", "running"],
])("an order that reads %j is %s", (status, phase) => {
  expect(phaseOf({ status })).toBe(phase);
});

it.each([
  ["CANCELLED", true],
  ["Cancelled", true],
  ["ACTIVE", false],
  ["CANCELLED_PENDING", false],
  ["", false],
])("a contract that reads %j is gone: %s", (status, gone) => {
  expect(isCancelled({ status })).toBe(gone);
});
