import manifest from "../../package.json";
import { version } from "../../provider/version";

it("tells the service the version of the package", () => {
  expect(version).toBe(manifest.version);
});

it("does not pass for a plugin of Pulumi, which would be looked for in vain", () => {
  expect(manifest).not.toHaveProperty("pulumi");
});
