import type { RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import {
  Empty,
  type GrpcServer,
  providerProto,
  ResourceMonitorService,
  resourceProto,
  Struct,
  serveGrpc,
} from "./hostGrpc";

/** A resource of the stack's last saved state, as the engine tells of it. */
export interface HeldResource {
  type: string;
  outputs: Record<string, unknown>;
}

/** A resource that a program registered. */
export interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** The outputs that the engine is to encrypt. */
  secretOutputs: string[];
  importId: string;
}

/** A program's resource monitor; it answers what the test says, and writes down what it is asked. */
export interface RecordingMonitor extends GrpcServer {
  /** The stack's state by URN; `undefined`: the question is answered by an error. */
  held: Record<string, HeldResource> | undefined;
  invokes: { token: string; args: Record<string, unknown> }[];
  registered: Registered[];
}

/** Starts a monitor of a stack with an empty state. */
export async function startMonitor(): Promise<RecordingMonitor> {
  const monitor = { held: {}, invokes: [], registered: [] } as unknown as RecordingMonitor;
  const server = await serveGrpc(ResourceMonitorService, {
    invoke: ({ request }: { request: ResourceInvokeRequest }, callback) => {
      const args = request.getArgs()?.toJavaScript() ?? {};
      monitor.invokes.push({ token: request.getTok(), args });
      if (!monitor.held) return callback(new Error("the state cannot be read"));
      const response = new providerProto.InvokeResponse();
      const answer = { name: String(args.stackName), outputs: monitor.held };
      response.setReturn(Struct.fromJavaScript(answer as never));
      callback(null, response);
    },
    supportsFeature: (_call, callback) => {
      const response = new resourceProto.SupportsFeatureResponse();
      response.setHassupport(true);
      callback(null, response);
    },
    registerResourceOutputs: (_call, callback) => callback(null, new Empty()),
    registerResource: ({ request }: { request: RegisterResourceRequest }, callback) => {
      const inputs = request.getObject() ?? new Struct();
      monitor.registered.push({
        type: request.getType(),
        name: request.getName(),
        inputs: inputs.toJavaScript(),
        secretOutputs: request.getAdditionalsecretoutputsList(),
        importId: request.getImportid(),
      });
      const response = new resourceProto.RegisterResourceResponse();
      response.setUrn(`urn:pulumi:prod::shop::${request.getType()}::${request.getName()}`);
      response.setId("1");
      response.setObject(inputs);
      callback(null, response);
    },
  });
  return Object.assign(monitor, server);
}
