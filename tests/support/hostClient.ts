import type { Metadata, ServiceError } from "@grpc/grpc-js";
import { Empty, grpc, providerProto, ResourceProviderClient, Status, Struct } from "./hostGrpc";

export type Properties = Record<string, unknown>;

/** What the engine stores of a resource that came into being although its creation or update failed. */
export interface KeptResource {
  id: string;
  properties: Properties;
  reasons: string[];
}

/** A call that failed, as the engine hears of it. */
export class HostCallError extends Error {
  constructor(
    message: string,
    readonly kept: KeptResource | undefined,
  ) {
    super(message);
  }
}

/** The calls that the engine makes to a host, with properties as plain JSON. */
export type HostClient = ReturnType<typeof createHostClient>;

type Callback<Answer> = (error: ServiceError | null, answer: Answer) => void;

const differences = ["unknown", "none", "some"] as const;

/** Connects to a host as the engine does. */
export function createHostClient(address: string) {
  const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
  return {
    configure: async (config: Properties) => {
      const request = new providerProto.ConfigureRequest();
      request.setArgs(toStruct(config));
      const answer = await call<{ getAcceptsecrets(): boolean }>((done) => client.configure(request, done));
      return { acceptSecrets: answer.getAcceptsecrets() };
    },
    check: async (olds: Properties, news: Properties) => {
      const request = new providerProto.CheckRequest();
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<InstanceType<typeof providerProto.CheckResponse>>((done) =>
        client.check(request, done),
      );
      const failures = answer
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
      return { inputs: toProperties(answer.getInputs()), failures };
    },
    diff: async (id: string, olds: Properties, news: Properties) => {
      const request = new providerProto.DiffRequest();
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<InstanceType<typeof providerProto.DiffResponse>>((done) =>
        client.diff(request, done),
      );
      return {
        changes: differences[answer.getChanges()],
        replaces: answer.getReplacesList(),
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    create: async (properties: Properties) => {
      const request = new providerProto.CreateRequest();
      request.setProperties(toStruct(properties));
      const answer = await call<InstanceType<typeof providerProto.CreateResponse>>((done) =>
        client.create(request, done),
      );
      return { id: answer.getId(), properties: toProperties(answer.getProperties()) };
    },
    read: async (id: string, properties: Properties) => {
      const request = new providerProto.ReadRequest();
      request.setId(id);
      request.setProperties(toStruct(properties));
      const answer = await call<InstanceType<typeof providerProto.ReadResponse>>((done) =>
        client.read(request, done),
      );
      return {
        id: answer.getId(),
        properties: toProperties(answer.getProperties()),
        inputs: toProperties(answer.getInputs()),
      };
    },
    update: async (id: string, olds: Properties, news: Properties) => {
      const request = new providerProto.UpdateRequest();
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<InstanceType<typeof providerProto.UpdateResponse>>((done) =>
        client.update(request, done),
      );
      return { properties: toProperties(answer.getProperties()) };
    },
    delete: async (id: string, properties: Properties) => {
      const request = new providerProto.DeleteRequest();
      request.setId(id);
      request.setProperties(toStruct(properties));
      await call<unknown>((done) => client.delete(request, done));
    },
    cancel: async () => void (await call<unknown>((done) => client.cancel(new Empty(), done))),
    close: () => client.close(),
  };
}

const toStruct = (properties: Properties) => Struct.fromJavaScript(properties as never);
const toProperties = (struct: InstanceType<typeof Struct> | undefined): Properties =>
  struct?.toJavaScript() ?? {};

function call<Answer>(send: (done: Callback<Answer>) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) =>
    send((error, answer) =>
      error ? reject(new HostCallError(error.details, readKept(error.metadata))) : resolve(answer),
    ),
  );
}

/** The detail by which a host tells the engine that a resource is there, but not ready. */
function readKept(metadata: Metadata | undefined): KeptResource | undefined {
  const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
  const detail = bytes && Status.deserializeBinary(Buffer.from(bytes)).getDetailsList()[0];
  if (!detail) return undefined;
  expect(detail.getTypeName()).toBe("pulumirpc.ErrorResourceInitFailed");
  const failure = providerProto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return {
    id: failure.getId(),
    properties: toProperties(failure.getProperties()),
    reasons: failure.getReasonsList(),
  };
}
