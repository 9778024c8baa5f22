import { ApiError } from "../../provider/api/errors";
import { openApi } from "../support/httpApi";
import { type KindOfCall, kindsOfCall } from "../support/httpCalls";
import { createTcpFaultProxy, type Fault, type Faults } from "../support/httpFaultProxy";
import { startHttpService } from "../support/httpService";

const timeoutMs = 150;
/** What only comes late must come through, on a slow machine, too. */
const patientTimeoutMs = 10_000;
/** Five attempts, and much patience with a slow machine. */
const deadlineMs = 5 * timeoutMs + 15_000;

const both = ["toServer", "toClient"] as const;
const faults: [string, Fault, (typeof both)[number][]?][] = [
  ["late", { latencyMs: 30 }],
  ["sent over a narrow line", { sliceBytes: 50, bytesPerSecond: 5_000 }],
  ["sent over a line that is too narrow", { sliceBytes: 10, bytesPerSecond: 500 }],
  // The other way it would be a second request, which nobody here has sent.
  ["sent twice", { twice: true }, ["toClient"]],
  ["byte by byte", { sliceBytes: 1 }],
  ["in late pieces", { sliceBytes: 100, latencyMs: 5 }],
  ["too late", { latencyMs: 2 * timeoutMs }],
  ["reset at once", { passBytes: 0, after: "reset" }],
  ["reset in the middle", { passBytes: 150, after: "reset" }],
  ["closed at once", { passBytes: 0, after: "close" }],
  ["closed in the middle", { passBytes: 150, after: "close" }],
  ["closed slowly in the middle", { passBytes: 150, after: "close", closeDelayMs: 100 }],
  ["silent at once", { passBytes: 0, after: "silence" }],
  ["silent in the middle", { passBytes: 150, after: "silence" }],
  ["cut off shortly before the end", { passBytes: 400, after: "close" }],
];
const ways = ["the call", "the login"] as const;

const mendable = new Set(["late", "sent over a narrow line", "sent twice", "byte by byte", "in late pieces"]);

interface End {
  kind: KindOfCall;
  error: unknown;
  tookMs: number;
  /** What reached the service in full, logins apart. */
  received: number;
}

describe.each(faults)("with bytes that are %s", (name, fault, directions = [...both]) => {
  it.each(directions.flatMap((direction) => ways.map((way) => ({ direction, way }))))(
    "ends every call in time with success or a typed error that names the step: $direction of $way",
    async ({ direction, way }) => {
      const ends = await Promise.all(
        kindsOfCall.map((kind) => meet(kind, { [direction]: fault }, way, mendable.has(name))),
      );
      for (const end of ends) {
        expect(end.tookMs).toBeLessThan(deadlineMs);
        if (mendable.has(name)) expect(end.error).toBeUndefined();
        expectSoundEnd(end, way === "the call" ? end.kind.step : "log in");
      }
    },
    deadlineMs + 10_000,
  );
});

async function meet(
  kind: KindOfCall,
  faults: Faults,
  way: (typeof ways)[number],
  isMendable: boolean,
): Promise<End> {
  const service = await startHttpService(() => ({ body: kind.answer }));
  const proxy = await createTcpFaultProxy(service.port, faults);
  const lead = (url: string) => url.replace(`:${service.port}/`, `:${proxy.port}/`);
  const { apiUrl, tokenUrl } = service;
  const addresses =
    way === "the call" ? { tokenUrl, apiUrl: lead(apiUrl) } : { apiUrl, tokenUrl: lead(tokenUrl) };
  const startedAt = Date.now();
  const error = await kind
    .make(openApi(addresses, { timeoutMs: isMendable ? patientTimeoutMs : timeoutMs }))
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  return { kind, error, tookMs: Date.now() - startedAt, received: service.received.length };
}

function expectSoundEnd({ kind, error, received }: End, step: string): void {
  if (kind.name === "placeOrder") expect(received).toBeLessThan(2);
  if (error === undefined) {
    expect(received).toBeGreaterThan(0);
    return;
  }
  if (!(error instanceof ApiError)) throw new Error(`${kind.name}: not a typed error`, { cause: error });
  expect(error.message).toContain(`could not ${step}: `);
  if (!error.failure.mayHaveArrived) expect(received).toBe(0);
}
