/** A database engine that can be ordered. */
export interface Product {
  product: string;
  /** As orders show it; contracts put "Managed Service" before it. */
  brand: string;
  versionList: string[];
  port: number;
  /** The most read replicas. */
  maxReplicas: number;
}

/** The products of the vendor's catalogue. */
export const products: readonly Product[] = [
  {
    product: "mariadb",
    brand: "MariaDB",
    versionList: ["10.6", "10.11", "11.4"],
    port: 3306,
    maxReplicas: 3,
  },
  { product: "mysql", brand: "MySQL", versionList: ["8.0", "8.4"], port: 3306, maxReplicas: 3 },
  { product: "postgresql", brand: "PostgreSQL", versionList: ["14", "15", "16"], port: 5432, maxReplicas: 3 },
  { product: "couchdb", brand: "CouchDB", versionList: ["3.3"], port: 6984, maxReplicas: 0 },
  { product: "valkey", brand: "Valkey", versionList: ["8.1"], port: 6379, maxReplicas: 3 },
];

/** Node sizes with their price in EUR per hour; most prices are not published. */
const prices: Record<string, string | null> = {
  "b2-4": "0.11",
  "b4-8": "0.22",
  "b8-16": "0.44",
  "b16-32": null,
  "b32-64": null,
  "a2-8": null,
  "a4-16": null,
  "a8-32": null,
  "a16-64": null,
  "a32-128": null,
  "r2-16": null,
  "r4-32": null,
  "r8-64": null,
  "r16-128": null,
};

export const nodeSizes = Object.keys(prices);

export const storage = { minGb: 50, maxGb: 500, stepGb: 50, pricePerStepPerMonth: "14.30" } as const;

const regionList = [
  { region: "DE-WEST", site: "CGN3", city: "Cologne" },
  { region: "DE-NORTH", site: "HAM5", city: "Hamburg" },
];

export const regions = regionList.map(({ region }) => region);

/** The documents that an order has to accept, in their present versions. */
export const terms: readonly { name: string; version: string }[] = [
  { name: "Webportal Terms", version: "1.0.1" },
  { name: "Service Description Managed Service DBaaS", version: "1.0.5" },
  { name: "SLA", version: "2.2.1" },
  { name: "Special Contractual Terms", version: "3.6" },
  { name: "Data Processing Agreement (Art. 28 GDPR)", version: "1.8.0" },
  { name: "General Terms and Conditions", version: "2.12.0" },
];

/** The name of a product as contracts show it. */
export const toContractProductName = (brand: string) => `Managed Service ${brand}`;

/** Answers the catalogue. */
export function readCatalog() {
  const nodeSizeList = Object.entries(prices).map(([nodeSize, pricePerHour]) => {
    // The numbers are part of the name: family, vCPUs, GB of memory.
    const [vcpu, ramGb] = nodeSize.slice(1).split("-").map(Number);
    return { nodeSize, vcpu, ramGb, pricePerHour };
  });
  const productList = products.map(({ product, brand, versionList }) => ({
    product,
    name: toContractProductName(brand),
    versionList,
  }));
  return {
    productList,
    nodeSizeList,
    storage,
    regionList,
    termsList: terms,
    currency: "EUR",
    hoursPerMonth: 732,
  };
}
