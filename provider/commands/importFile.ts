import { writeFileSync } from "node:fs";
import { resourceType } from "../engine/state";
import { describeContract } from "../operations/describe";
import { type CheckedProperties, toStored } from "../operations/properties";
import { isCancelled } from "../orders/statuses";
import { shim } from "../shim";
import { openService } from "./openService";
import { openStack } from "./pulumiStack";

export interface ImportFileOptions {
  contract: string;
  name: string;
  file: string;
  stack: string | undefined;
}

/**
 * `pulumi-plusserver import-file`: writes a file for `pulumi import --file`. It holds no secret, since Pulumi would
 * store it in clear: the first `pulumi up` fetches the credentials.
 */
export async function importFile(
  { contract: number, name, file, stack: stackName }: ImportFileOptions,
  print: (text: string) => void,
): Promise<void> {
  const stack = await openStack(stackName);
  const contract = await openService(stack.config).getContract(number);
  if (isCancelled(contract)) throw new Error(`contract ${number} is CANCELLED: there is nothing to import`);
  const order = { orderId: contract.orderId, status: "DONE", contractNumber: contract.contractNumber };
  const urn = `urn:pulumi:${stack.stack}::${stack.project}::${resourceType}::${name}`;
  const inputs = { ...describeContract(contract, urn), __provider: await serializeProvider() };
  const resource = {
    type: resourceType,
    name: name.replace(/\W/g, "_"),
    logicalName: name,
    id: contract.orderId,
    inputs,
    outputs: toStored(inputs, { order, contract }),
  };
  writeFileSync(file, `${JSON.stringify({ resources: [resource] }, null, 2)}\n`);
  print(describeNextSteps(inputs, name, file, contract.contractNumber));
}

/** The provider's text as Pulumi stores it with every dynamic resource. */
async function serializeProvider(): Promise<string> {
  const { serializeFunction } = await import("@pulumi/pulumi/runtime/closure/serializeClosure.js");
  return (await serializeFunction(() => shim, {})).text;
}

function describeNextSteps(inputs: CheckedProperties, name: string, file: string, number: string): string {
  const { engine, nodeSize, storageGb, trustedSources, region, billingProfile, readReplicas } = inputs;
  const args = {
    engine,
    nodeSize,
    storageGb,
    trustedSources,
    region,
    billingProfile,
    ...(readReplicas > 0 && { readReplicas }),
  };
  const lines = Object.entries(args).map(([input, value]) => `  ${input}: ${JSON.stringify(value)},`);
  return `Contract ${number} is described in ${file}. Declare it in the program:

new ManagedDatabase(${JSON.stringify(name)}, {
${lines.join("\n")}
});

Then run:
  pulumi import --file ${file} --generate-code=false --protect=false
  pulumi up     (fetches the credentials; orders nothing)`;
}
