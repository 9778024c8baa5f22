/**
 * Terraform providers of other vendors' databases, measured elsewhere: 50 databases ordered at once that take as long
 * as here, to the moment when the tool says that they are done.
 */
export const peers = [
  { name: "DigitalOcean", requests: 343, lateSeconds: 7.3 },
  { name: "Vultr", requests: 560, lateSeconds: 5.5 },
  { name: "Exoscale", requests: 1867, lateSeconds: 1.1 },
];
