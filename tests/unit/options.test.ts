import { RunError } from "@pulumi/pulumi";
import { refuseOptions } from "../../provider/inputs/options";

const refusal = (args: { allowReplacement?: unknown }, options: Parameters<typeof refuseOptions>[2]) => {
  try {
    refuseOptions("orders", args, options);
    return undefined;
  } catch (error) {
    return error as RunError;
  }
};

it.each([
  ["nothing", {}, {}],
  ["deleteBeforeReplace where the data may go", { allowReplacement: true }, { deleteBeforeReplace: true }],
  ["options that are switched off", {}, { deleteBeforeReplace: false, deletedWith: undefined }],
])("allows %s", (_what, args, options) => {
  expect(refusal(args, options)).toBeUndefined();
});

it.each([
  ["deletedWith", {}, { deletedWith: {} }, "the bill would go on; leave the option out"],
  ["deletedWith", { allowReplacement: true }, { deletedWith: {} }, "the bill would go on"],
  [
    "deleteBeforeReplace",
    {},
    { deleteBeforeReplace: true },
    "write allowReplacement: true if the data may go",
  ],
  ["deletedWith", {}, { deletedWith: {}, customTimeouts: { create: "soon" } }, "leave the option out"],
  ["deleteBeforeReplace", { allowReplacement: "true" }, { deleteBeforeReplace: true }, "leave it out"],
])("refuses %s with the reason and the way out", (option, args, options, text) => {
  const error = refusal(args, options);
  expect(error?.message).toMatch(new RegExp(`^ManagedDatabase "orders": the option ${option} `));
  expect(error?.message).toContain(text);
});

it("ends the program with an error that Pulumi prints without a stack", () => {
  const error = refusal({}, { deletedWith: {} });
  expect(error).toBeInstanceOf(RunError);
  expect(error?.stack).toBeUndefined();
});

it("refuses time-outs that are no durations", () => {
  expect(refusal({}, { customTimeouts: { create: "90m" } })).toBeUndefined();
  expect(refusal({}, { customTimeouts: { create: "soon" } })?.message).toBe(
    'ManagedDatabase "orders": customTimeouts.create is "soon": write a duration such as "90m" or "1h30m"',
  );
});
