import { createRequire } from "node:module";
import type * as grpcLibrary from "@grpc/grpc-js";
import type * as engineServices from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as engineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as providerServices from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as providerMessages from "@pulumi/pulumi/proto/provider_pb";
import type * as resourceServices from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import type * as statusMessages from "@pulumi/pulumi/proto/status_pb";
import type * as emptyMessages from "google-protobuf/google/protobuf/empty_pb";
import type * as structMessages from "google-protobuf/google/protobuf/struct_pb";

// Client and server must be of the copy of gRPC that @pulumi/pulumi uses.
const requireFromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const load = <Module>(name: string) => requireFromPulumi(name) as Module;

export const grpc = load<typeof grpcLibrary>("@grpc/grpc-js");
export const { Empty } = load<typeof emptyMessages>("google-protobuf/google/protobuf/empty_pb");
export const { Struct } = load<typeof structMessages>("google-protobuf/google/protobuf/struct_pb");
export const engineProto = load<typeof engineMessages>("@pulumi/pulumi/proto/engine_pb");
export const providerProto = load<typeof providerMessages>("@pulumi/pulumi/proto/provider_pb");
export const resourceProto = load<typeof resourceMessages>("@pulumi/pulumi/proto/resource_pb");
export const { Status } = load<typeof statusMessages>("@pulumi/pulumi/proto/status_pb");
export const { EngineService } = load<typeof engineServices>("@pulumi/pulumi/proto/engine_grpc_pb");
export const { ResourceProviderClient } = load<typeof providerServices>(
  "@pulumi/pulumi/proto/provider_grpc_pb",
);
export const { ResourceMonitorService } = load<typeof resourceServices>(
  "@pulumi/pulumi/proto/resource_grpc_pb",
);

/** A gRPC server on a port of this machine that is free. */
export interface GrpcServer {
  /** `host:port`. */
  address: string;
  /** Ends it with all its connections: from now on the address refuses. */
  end(): void;
}

/** Serves calls over gRPC; a call without a handler is answered as unimplemented. */
export async function serveGrpc(
  service: grpcLibrary.ServiceDefinition,
  handlers: Record<string, grpcLibrary.handleUnaryCall<never, unknown>>,
): Promise<GrpcServer> {
  const server = new grpc.Server();
  server.addService(service, handlers as grpcLibrary.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, end: () => server.forceShutdown() };
}
