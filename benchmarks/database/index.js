/* COUNT databases, ordered from an emulator that delivers at once. */
const { ManagedDatabase } = require("pulumi-plusserver");

for (let i = 0; i < Number(process.env.COUNT); i++) {
  new ManagedDatabase(`database-${i}`, {
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
