import * as pulumi from "@pulumi/pulumi";
import type { EngineName } from "./catalog/engines";
import type { NodeSizeName } from "./catalog/nodeSizes";
import type { RegionName } from "./catalog/regions";
import type { NewBillingProfile } from "./inputs/billingProfile";
import { refuseOptions } from "./inputs/options";
import { describeRun } from "./programRun";
import { shim } from "./shim";

/** What to order. */
export interface ManagedDatabaseArgs {
  /** Database engine and version, such as `"mariadb-10.11"`. A change replaces the database. */
  engine: pulumi.Input<EngineName>;
  /** Node size, such as `"b2-4"`: family, vCPUs, GB of memory. A change interrupts the database for a short while. */
  nodeSize: pulumi.Input<NodeSizeName>;
  /** Storage in GB, 50 to 500 in steps of 50. It can grow without an interruption; shrinking replaces the database. */
  storageGb: pulumi.Input<number>;
  /**
   * Public addresses or CIDR ranges that may connect, at least one; a bare address means that one address. Ideally
   * a single address. Private networks are not possible.
   */
  trustedSources: pulumi.Input<pulumi.Input<string>[]>;
  /** `"DE-WEST"` (Cologne) or `"DE-NORTH"` (Hamburg). A change replaces the database. */
  region: pulumi.Input<RegionName>;
  /** Who pays: the id of an invoice profile, such as `"046073"` (a string), or the data of a new one. */
  billingProfile: pulumi.Input<string> | pulumi.Input<pulumi.Inputs & NewBillingProfile>;
  /** Read replicas, 0 to 3, where the engine has them. Default: 0. */
  readReplicas?: pulumi.Input<number>;
  /** Allows a change that replaces the database AND DESTROYS ITS DATA. Default: false, such a change is refused. */
  allowReplacement?: pulumi.Input<boolean>;
}

/**
 * A managed database of plusserver: ordered by `pulumi up`, changed by it, cancelled by `pulumi destroy`.
 * Prices and the ordering process are the vendor's: https://customerservice.plusserver.com
 */
export class ManagedDatabase extends pulumi.dynamic.Resource {
  /** Id of the order, 24 hex digits; also the resource's id. */
  declare readonly orderId: pulumi.Output<string>;
  /** The vendor's status word of the order, `"DONE"` once the database can be used. */
  declare readonly orderStatus: pulumi.Output<string>;
  /** Number of the contract, such as `"423310"`. */
  declare readonly contractNumber: pulumi.Output<string>;
  /** The vendor's name of the contract, such as `"mansvc101740"`. */
  declare readonly contractName: pulumi.Output<string>;
  /** `"ACTIVE"` or `"CANCELLED"`. */
  declare readonly contractStatus: pulumi.Output<string>;
  /** Id of the invoice profile that pays, also where the program gave the data of a new one. */
  declare readonly billingProfileId: pulumi.Output<string>;
  /** Public host name of the database. */
  declare readonly host: pulumi.Output<string>;
  /** Port of the database. */
  declare readonly port: pulumi.Output<number>;
  /** Name of the database user. */
  declare readonly username: pulumi.Output<string>;
  /** Password of the database user. A secret. */
  declare readonly password: pulumi.Output<string>;
  /** Name of the database that the user owns from the start; empty where the engine has none. */
  declare readonly databaseName: pulumi.Output<string>;
  /** All of it in the form that the engine's drivers take, TLS required. A secret. */
  declare readonly connectionUri: pulumi.Output<string>;
  /** `host:port` of each read replica. */
  declare readonly readReplicaEndpoints: pulumi.Output<string[]>;
  /** Price per month, such as `"94.82 EUR"`, known in preview; `"unknown"` where the vendor publishes none. */
  declare readonly monthlyCost: pulumi.Output<string>;

  declare readonly engine: pulumi.Output<EngineName>;
  declare readonly nodeSize: pulumi.Output<NodeSizeName>;
  declare readonly storageGb: pulumi.Output<number>;
  declare readonly trustedSources: pulumi.Output<string[]>;
  declare readonly region: pulumi.Output<RegionName>;
  declare readonly billingProfile: pulumi.Output<string | NewBillingProfile>;
  declare readonly readReplicas: pulumi.Output<number>;
  declare readonly allowReplacement: pulumi.Output<boolean>;

  /**
   * Reads a database that is managed elsewhere: another stack's, or one that was ordered in the portal. Nothing is
   * ordered, changed or cancelled. Reading needs the settings in preview, too.
   * @param contractNumber as the portal shows it, such as `"423310"`
   */
  static get(
    name: string,
    contractNumber: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions = {},
  ): ManagedDatabase {
    return new ManagedDatabase(name, {} as ManagedDatabaseArgs, { ...opts, id: contractNumber });
  }

  /**
   * Declares a database.
   * @param name unique in the stack; becomes part of the contract's alias
   * @param opts `import: "423310"` takes over that contract instead of ordering. It must fit the program in engine,
   *   region and at least its storage; what else differs is changed by the following `pulumi up`.
   * @throws on the options `deletedWith` and, without `allowReplacement`, `deleteBeforeReplace`
   */
  constructor(name: string, args: ManagedDatabaseArgs, opts: pulumi.CustomResourceOptions = {}) {
    refuseOptions(name, args, opts);
    // Pulumi's own import asks the provider for a resource without its provider, which no dynamic provider survives.
    const { import: contractNumber, ...rest } = opts;
    super(
      shim as unknown as pulumi.dynamic.ResourceProvider,
      name,
      {
        ...outputs,
        ...args,
        ...describeRun(name, typeName, args, opts),
        ...(contractNumber !== undefined && { __import: contractNumber }),
        ...(opts.id !== undefined && { __get: true }),
      },
      {
        ...rest,
        additionalSecretOutputs: ["password", "connectionUri", ...(opts.additionalSecretOutputs ?? [])],
      },
      "plusserver",
      "ManagedDatabase",
    );
  }
}

const typeName = "pulumi-nodejs:dynamic/plusserver:ManagedDatabase";

/** An output that is not named here does not exist on the class. */
const outputs = {
  orderId: undefined,
  orderStatus: undefined,
  contractNumber: undefined,
  contractName: undefined,
  contractStatus: undefined,
  billingProfileId: undefined,
  host: undefined,
  port: undefined,
  username: undefined,
  password: undefined,
  databaseName: undefined,
  connectionUri: undefined,
  readReplicaEndpoints: undefined,
  monthlyCost: undefined,
  engine: undefined,
  nodeSize: undefined,
  storageGb: undefined,
  trustedSources: undefined,
  region: undefined,
  billingProfile: undefined,
  readReplicas: undefined,
  allowReplacement: undefined,
};
