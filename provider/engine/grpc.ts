import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type * as engineClient from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as engineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as resourceClient from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import type * as struct from "google-protobuf/google/protobuf/struct_pb";

// gRPC refuses the clients of another copy of its library: everything comes from the copy that @pulumi/pulumi uses.
const requireFromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const load = <Module>(name: string) => requireFromPulumi(name) as Module;

/** Loads what speaks to the engine, when there is something to say: most previews say nothing. */
export const loadGrpc = () => ({
  grpc: load<typeof grpc>("@grpc/grpc-js"),
  struct: load<typeof struct>("google-protobuf/google/protobuf/struct_pb"),
  engineMessages: load<typeof engineMessages>("@pulumi/pulumi/proto/engine_pb"),
  resourceMessages: load<typeof resourceMessages>("@pulumi/pulumi/proto/resource_pb"),
  EngineClient: load<typeof engineClient>("@pulumi/pulumi/proto/engine_grpc_pb").EngineClient,
  ResourceMonitorClient: load<typeof resourceClient>("@pulumi/pulumi/proto/resource_grpc_pb")
    .ResourceMonitorClient,
});
