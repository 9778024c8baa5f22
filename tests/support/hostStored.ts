import { createHttpCaller, provision } from "../emulator/caller";
import type { Properties } from "./hostClient";
import type { HostRun } from "./hostRun";

/**
 * What the state holds of a database that another process has ordered: its outputs, which are all that read and
 * delete are given. It is ordered without a host, and as ready as the emulator has it.
 */
export async function storeDatabase(
  run: HostRun,
  name: string,
): Promise<{ id: string; outputs: Properties }> {
  const inputs = await run.check(name);
  const { hash, readable } = inputs.__reference as Record<string, string>;
  const { order } = createHttpCaller(run.emulator);
  const placed = await order({
    ...provision,
    version: "10.11",
    trustedSourceList: inputs.trustedSources,
    contractAlias: `${readable} =${hash}`,
  });
  const { orderId, status } = placed.body.order;
  const contract = run.emulator.control.contracts().find((candidate) => candidate.orderId === orderId);
  if (!contract) throw new Error(`order ${orderId} has no contract yet`);
  const outputs = {
    ...inputs,
    orderId,
    orderStatus: status,
    contractNumber: contract.contractNumber,
    contractName: contract.contractName,
    contractStatus: contract.status,
    billingProfileId: contract.invoiceProfileId,
    host: contract.database.host,
    port: contract.database.port,
    username: "kd500986",
    password: "as it was then",
    databaseName: "",
    connectionUri: "mariadb://as-it-was-then",
    readReplicaEndpoints: [],
  };
  return { id: orderId, outputs };
}
