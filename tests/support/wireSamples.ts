import type { Contract, Credential, Order } from "../../provider/api/wire";

/** A Provision order that is done, in the vendor's own example numbers. */
export const anOrder = (change: Partial<Order> = {}): Order => ({
  orderId: "64e47d15bc03ede47135c372",
  type: "Provision",
  status: "DONE",
  progress: 100,
  orderDate: "2026-11-23T12:00:00Z",
  contractNumber: "423310",
  product: "mariadb",
  version: "10.6",
  region: "DE-WEST",
  ...change,
});

/** The contract of that order. */
export const aContract = ({
  database,
  ...change
}: Partial<Omit<Contract, "database">> & { database?: Partial<Contract["database"]> } = {}): Contract => ({
  contractNumber: "423310",
  contractName: "mansvc101740",
  productName: "Managed Service MariaDB",
  status: "ACTIVE",
  orderId: "64e47d15bc03ede47135c372",
  invoiceProfileId: "046073",
  ...change,
  database: {
    product: "mariadb",
    version: "10.6",
    nodeSize: "b2-4",
    storageGb: 50,
    trustedSourceList: ["123.123.123.123/32"],
    region: "DE-WEST",
    host: "node-64e86d6a02f97631ff0eae87.ps-xaas.io",
    port: 3306,
    replicaList: [],
    ...database,
  },
});

/** The login to that contract's database, with a password that a URI cannot hold as it is. */
export const aCredential = (change: Partial<Credential> = {}): Credential => ({
  credentialType: "Database",
  username: "kd500986",
  password: "a/b@c#d%e:f g?h&i",
  ...change,
});
