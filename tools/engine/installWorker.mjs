import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const { SemVer } = createRequire(require.resolve("@pulumi/pulumi/package.json"))("semver");

const [root, version] = process.argv.slice(2);
await PulumiCommand.install({ root, version: new SemVer(version) });
