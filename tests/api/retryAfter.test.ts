import { parseRetryAfter } from "../../provider/api/retryAfter";

const now = Date.parse("2026-11-23T12:00:00Z");

it.each([
  ["seconds", "120", 120_000],
  ["seconds with blanks", " 7 ", 7_000],
  ["no time at all", "0", 0],
  ["a date", "Mon, 23 Nov 2026 12:00:30 GMT", 30_000],
  ["a date in the past", "Mon, 23 Nov 2026 11:00:00 GMT", 0],
  ["a date of the old form", "Monday, 23-Nov-26 12:00:30 GMT", 30_000],
  ["a date of the oldest form, which is UTC too", "Mon Nov 23 12:00:30 2026", 30_000],
  ["more seconds than a number can hold", "9".repeat(400), Number.POSITIVE_INFINITY],
])("reads %s: %s", (_what, header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

it.each([
  undefined,
  "",
  " ",
  "-5",
  "1.5",
  "+60",
  "soon",
  "5 seconds",
  "2026-11-23T12:00:30Z",
  "Mon, 99 Nov 2026 12:00:30 GMT",
])("does not guess what %j means", (header) => {
  expect(parseRetryAfter(header, now)).toBeUndefined();
});
