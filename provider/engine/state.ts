import type { HeldDatabase } from "./engine";
import { loadGrpc } from "./grpc";
import type { Run } from "./run";

const token = "pulumi:pulumi:readStackResourceOutputs";
const deadlineMs = 10_000;
/** What marks a secret on the wire. Source: pulumi/sdk/go/common/resource/sig (Key). */
const secretSignature = "4dabf18193072939515e22adb298388d";
/** The type token of `ManagedDatabase`. */
export const resourceType = "pulumi-nodejs:dynamic/plusserver:ManagedDatabase";

/**
 * Asks the program's resource monitor for the stack's last saved state and picks out the databases. Entries that
 * wait for their deletion are not in the answer. Undefined if the question cannot be asked or is not answered.
 */
export async function readHeldDatabases(run: Run | undefined): Promise<HeldDatabase[] | undefined> {
  if (!run?.monitor) return undefined;
  try {
    return pickDatabases(await invoke(run));
  } catch {
    // No answer is an answer of its own: without this witness nothing is ordered beside a live match.
    return undefined;
  }
}

async function invoke({ monitor, stack }: Run): Promise<unknown> {
  const { grpc, ResourceMonitorClient, resourceMessages } = loadGrpc();
  const { Struct } = loadGrpc().struct;
  const client = new ResourceMonitorClient(monitor, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": 1024 ** 3,
  });
  const request = new resourceMessages.ResourceInvokeRequest();
  request.setTok(token);
  request.setArgs(Struct.fromJavaScript({ stackName: stack }));
  try {
    return await new Promise((resolve, reject) => {
      client.invoke(
        request,
        new grpc.Metadata(),
        { deadline: Date.now() + deadlineMs },
        (error, response) => {
          if (error) reject(error);
          else resolve(response.getReturn()?.toJavaScript());
        },
      );
    });
  } finally {
    client.close();
  }
}

/** The databases among a state's resources, given as a map URN -> {type, outputs}. */
export function pickDatabases(answer: unknown): HeldDatabase[] {
  const resources = (
    answer as { outputs: Record<string, { type: string; outputs: Record<string, unknown> }> }
  ).outputs;
  return (
    Object.entries(resources)
      // What was only read (`ManagedDatabase.get`) is not held.
      .filter(([, { type, outputs }]) => type === resourceType && !outputs.__get)
      .map(([urn, { outputs }]) => {
        const contractNumber = unwrapSecret(outputs.contractNumber);
        const twins = outputs.__twins as string[] | undefined;
        return {
          urn,
          orderId: String(unwrapSecret(outputs.orderId)),
          contractNumber: typeof contractNumber === "string" ? contractNumber : undefined,
          ...(twins && { twins }),
        };
      })
  );
}

/** A program may declare any output a secret (`additionalSecretOutputs`); the answer then holds `{<signature>, value}`. */
function unwrapSecret(output: unknown): unknown {
  const isSecret = typeof output === "object" && output !== null && secretSignature in output;
  return isSecret ? (output as { value?: unknown }).value : output;
}
