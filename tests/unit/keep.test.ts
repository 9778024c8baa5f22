import { DeadlineError, RunEndedError } from "../../provider/orders/context";
import { keepOrder } from "../../provider/orders/keep";
import { formatDuration, NotFinishedError } from "../../provider/orders/wait";

const kept = "The order is kept in the state: run pulumi up to go on";

it.each([
  [
    "one Ctrl-C",
    new RunEndedError("interrupted"),
    "order 1: stopped waiting (interrupted), the order itself goes on.",
  ],
  [
    "a killed CLI",
    new RunEndedError("gone"),
    "order 1: stopped waiting (the Pulumi CLI is gone), the order itself goes on.",
  ],
  ["the deadline", new DeadlineError(), "order 1: not finished in time, the order itself goes on."],
  [
    "a wait that ended",
    new NotFinishedError("order 1 was last seen as new"),
    "order 1 was last seen as new.",
  ],
  ["a failed call", new Error("could not read contract 2"), "order 1: could not read contract 2."],
  ["anything else that is thrown", "a text", "order 1: a text."],
])("keeps id and properties after %s, and says so in the only text that is shown", (_what, error, text) => {
  const properties = { engine: "mysql-8.0" };
  const reason = `${text} ${kept}`;
  expect(keepOrder(error, "1", properties)).toMatchObject({
    message: reason,
    id: "1",
    properties,
    reasons: [reason],
  });
});

it.each([
  [0, "0s"],
  [45_400, "45s"],
  [59_600, "1m00s"],
  [130_000, "2m10s"],
  [3_600_000, "60m00s"],
])("writes %d ms as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
