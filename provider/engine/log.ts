import { loadGrpc } from "./grpc";

export interface LogLine {
  urn: string;
  text: string;
  /** Shown in the resource's row while it is worked on, then forgotten; otherwise kept in Diagnostics. */
  ephemeral: boolean;
}

/** Opens the engine's log. A line that cannot be delivered is dropped: reporting must never fail an order. */
export function openLog(engineAddress: string): (line: LogLine) => void {
  const { grpc, EngineClient, engineMessages } = loadGrpc();
  const client = new EngineClient(engineAddress, grpc.credentials.createInsecure());
  const { INFO, WARNING } = engineMessages.LogSeverity;
  return ({ urn, text, ephemeral }) => {
    const request = new engineMessages.LogRequest();
    request.setUrn(urn);
    request.setMessage(text);
    request.setSeverity(ephemeral ? INFO : WARNING);
    request.setEphemeral(ephemeral);
    client.log(request, () => {});
  };
}
