/* COUNT dynamic resources of the shape of a ManagedDatabase that do nothing: the engine's own time and state. */
const pulumi = require("@pulumi/pulumi");
const { outputNames } = require("./provider.js");
const { shim } = require("./shim.js");

class FloorDatabase extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(
      shim,
      name,
      { ...Object.fromEntries(outputNames.map((output) => [output, undefined])), ...args },
      { additionalSecretOutputs: ["password", "connectionUri"] },
      "plusserver",
      "ManagedDatabase",
    );
  }
}

for (let i = 0; i < Number(process.env.COUNT); i++) {
  new FloorDatabase(`database-${i}`, {
    engine: "mariadb-10.11",
    nodeSize: "b2-4",
    storageGb: 50,
    trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
    region: "DE-WEST",
    billingProfile: "046073",
    readReplicas: 0,
    allowReplacement: false,
  });
}
