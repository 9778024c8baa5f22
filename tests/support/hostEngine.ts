import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty, EngineService, engineProto, type GrpcServer, serveGrpc } from "./hostGrpc";

/** A line that the engine was told. */
export interface EngineLine {
  urn: string;
  text: string;
  severity: "debug" | "info" | "warning" | "error";
  /** Shown in the resource's row only, then forgotten. */
  ephemeral: boolean;
}

/** Pulumi's engine as far as a host or a program talks to it; it writes down what it is told. */
export interface RecordingEngine extends GrpcServer {
  lines: EngineLine[];
  /** The texts of a resource's row, in order. */
  row(urn: string): string[];
  /** What Diagnostics shows of a resource. */
  warnings(urn: string): string[];
}

const severities = ["debug", "info", "warning", "error"] as const;

/** Starts an engine. */
export async function startEngine(): Promise<RecordingEngine> {
  const lines: EngineLine[] = [];
  let rootResource = "";
  const server = await serveGrpc(EngineService, {
    log: ({ request }: { request: LogRequest }, callback) => {
      lines.push({
        urn: request.getUrn(),
        text: request.getMessage(),
        severity: severities[request.getSeverity()] ?? "error",
        ephemeral: request.getEphemeral(),
      });
      callback(null, new Empty());
    },
    getRootResource: (_call, callback) => {
      const response = new engineProto.GetRootResourceResponse();
      response.setUrn(rootResource);
      callback(null, response);
    },
    setRootResource: ({ request }: { request: { getUrn(): string } }, callback) => {
      rootResource = request.getUrn();
      callback(null, new engineProto.SetRootResourceResponse());
    },
  });
  const textsOf = (urn: string, ephemeral: boolean) =>
    lines.filter((line) => line.urn === urn && line.ephemeral === ephemeral).map(({ text }) => text);
  return { ...server, lines, row: (urn) => textsOf(urn, true), warnings: (urn) => textsOf(urn, false) };
}
