import { readTimeouts } from "../../provider/inputs/timeouts";

const minute = 60_000;

it.each([undefined, null, {}, { create: "" }])(
  "allows an hour, and half an hour to delete, with %j",
  (custom) => {
    expect(readTimeouts(custom)).toEqual({ create: 60 * minute, update: 60 * minute, delete: 30 * minute });
  },
);

it.each([
  ["30m", 30 * minute],
  ["1h30m", 90 * minute],
  ["90s", 1.5 * minute],
  ["1.5h", 90 * minute],
  ["1h0m0.5s", 60 * minute + 500],
  ["500ms", 500],
  ["0s", 0],
])("reads %s as Pulumi does", (text, ms) => {
  expect(readTimeouts({ update: text })).toMatchObject({ create: 60 * minute, update: ms });
});

it.each(["30", "m", "30 m", "1d", "-5m", "30m!", "soon", "1h30"])(
  "refuses %j and says what to write",
  (text) => {
    expect(() => readTimeouts({ delete: text })).toThrow(
      `customTimeouts.delete is ${JSON.stringify(text)}: write a duration such as "90m" or "1h30m"`,
    );
  },
);
