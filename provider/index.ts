export type { EngineName } from "./catalog/engines";
export type { NodeSizeName } from "./catalog/nodeSizes";
export type { RegionName } from "./catalog/regions";
export type { NewBillingProfile } from "./inputs/billingProfile";
export { ManagedDatabase, type ManagedDatabaseArgs } from "./managedDatabase";
