import { containsUnknown, isUnknown, unknownValue } from "../../provider/inputs/unknowns";

/** What the engine sends for each type of value that a preview does not know (rpc.go in Pulumi's Go SDK). */
const sentinels = [
  ["a string", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
  ["a boolean", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
  ["a number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
  ["an array", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
  ["an asset", "030794c1-ac77-496b-92df-f27374a8bd58"],
  ["an archive", "e48ece36-62e2-4504-bad9-02848725956a"],
  ["an object", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"],
] as const;

it.each(sentinels)("takes what stands for %s as unknown, at any depth", (_type, sentinel) => {
  expect(isUnknown(sentinel)).toBe(true);
  expect(containsUnknown(sentinel)).toBe(true);
  expect(containsUnknown([["b2-4"], { company: { name: sentinel } }])).toBe(true);
});

it("announces a value of its own as unknown in the form that Pulumi's SDK reads", () => {
  const sdk: { unknownValue: string } = jest.requireActual("@pulumi/pulumi/runtime/rpc");
  expect(unknownValue).toBe(sdk.unknownValue);
});

it.each([
  undefined,
  null,
  "",
  "b2-4",
  0,
  Number.NaN,
  false,
  [],
  {},
  ["04DA6B54-80E4-46F7-96EC-B56FF0331BA9"],
  { company: null },
])("takes %j as known", (value) => {
  expect(isUnknown(value)).toBe(false);
  expect(containsUnknown(value)).toBe(false);
});
