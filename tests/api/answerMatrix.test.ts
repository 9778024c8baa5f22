import type { Socket } from "node:net";
import { ApiError } from "../../provider/api/errors";
import { failureOf, type OpenApi, openApi } from "../support/httpApi";
import { type KindOfCall, kindsOfCall } from "../support/httpCalls";
import { properLogin, type Speak, startRawService, toHttp } from "../support/httpRaw";
import { inTurn, startHttpService } from "../support/httpService";
import { startOfTime } from "../support/virtualClock";
import { anOrder } from "../support/wireSamples";

/*
 * What a server, a cache or a load balancer can say that is no proper answer, to every call and to the login; what can
 * happen to the bytes on their way is in faultMatrix.
 */

const timeoutMs = 300;
/** Five attempts, and much patience with a slow machine. */
const deadlineMs = 5 * timeoutMs + 15_000;

/** Says a proper answer in some improper way. */
type Manner = (socket: Socket, body: string) => void;

const html = "<!doctype html><title>Sign in</title><p>Please accept our terms of use";
const improper: [string, Manner, expected: object][] = [
  ["HTML with status 200", (socket) => socket.end(toHttp(html)), { kind: "body", code: "BODY_UNREADABLE" }],
  [
    "an answer longer than it says",
    (socket, body) => socket.end(toHttp(body, { length: Buffer.byteLength(body) - 5 })),
    {},
  ],
  [
    "an answer shorter than it says",
    (socket, body) => socket.end(toHttp(body, { length: Buffer.byteLength(body) + 5 })),
    { kind: "network" },
  ],
  [
    "two lengths that differ",
    (socket, body) => socket.end(toHttp(body).replace("connection", "content-length: 7\r\nconnection")),
    { kind: "network" },
  ],
  ["headers that never end", (socket) => drip(socket), { kind: "network", code: "TIMEOUT" }],
  [
    "a redirect to itself",
    (socket) => socket.end(toHttp("", { status: "307 Temporary Redirect\r\nlocation: ?" })),
    { kind: "status", status: 307 },
  ],
  ["half a status line", (socket) => socket.end("HTTP/1.1 20"), { kind: "network" }],
  ["something that is no HTTP", (socket) => socket.end("220 ready\r\n"), { kind: "network" }],
];

/** One header after the other, for as long as somebody listens. */
function drip(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\n");
  const timer = setInterval(() => socket.write("x-more: 1\r\n"), 20);
  socket.once("close", () => clearInterval(timer));
}

describe.each(improper)("answered with %s", (_, manner, expected) => {
  it(
    "ends every call in time with a typed error that names the step",
    async () => {
      const ends = await Promise.all(
        kindsOfCall.map(async (kind) => {
          const { service, failure } = await meet(kind, speakOf(manner, kind));
          return { kind, failure, asked: askedFor(service.heard, "/api/") };
        }),
      );
      for (const { kind, failure, asked } of ends) {
        expect(failure).toMatchObject({ step: kind.step, mayHaveArrived: true, ...expected });
        if (kind.name === "placeOrder") expect(asked).toBe(1);
      }
    },
    deadlineMs,
  );

  it(
    "ends a login in time with a typed error, and no call is made",
    async () => {
      const [kind] = kindsOfCall as [KindOfCall];
      const { service, failure } = await meet(
        kind,
        () => {},
        (socket) => manner(socket, properLogin),
      );
      expect(failure).toMatchObject({ step: "log in", mayHaveArrived: false, ...expected });
      expect(askedFor(service.heard, "/api/")).toBe(0);
    },
    deadlineMs,
  );
});

const speakOf =
  (manner: Manner, { answer }: KindOfCall): Speak =>
  (socket) =>
    manner(socket, JSON.stringify(answer));

async function meet(kind: KindOfCall, speak: Speak, speakOfLogin?: Speak) {
  const service = await startRawService(speak, speakOfLogin);
  const failure = await failureOf(kind.make(openApi(service, { timeoutMs })));
  expect(failure.message).toContain(`could not ${failure.step}: `);
  return { service, failure };
}

const askedFor = (heard: readonly string[], path: string) =>
  heard
    .join("")
    .split("\r\n")
    .filter((line) => line.endsWith(" HTTP/1.1") && line.includes(path)).length;

it("takes an answer that came twice for one, never for the answer to the next question", async () => {
  const answers = ["1", "2", "3", "4"];
  const service = await startRawService((socket, heard) => {
    const [, asked = ""] = /orders\/(\d+) /.exec(heard) ?? [];
    const body = (orderId: string) => JSON.stringify({ order: anOrder({ orderId }) });
    // The connection stays open, so that the surplus could meet the next request.
    const keepAlive = (text: string) => toHttp(text).replace("connection: close", "connection: keep-alive");
    socket.write(keepAlive(body(asked)) + keepAlive(body("stray")));
  });
  const api = openApi(service, { timeoutMs: 5_000 });
  for (const asked of answers) expect((await api.getOrder(asked)).orderId).toBe(asked);
});

/** Reads that are made at the same time are gathered for 100 ms. */
function expectPause({ clock }: OpenApi): void {
  const pause = clock.now() - startOfTime;
  expect(pause).toBeGreaterThanOrEqual(7_000);
  expect(pause).toBeLessThanOrEqual(7_100);
}

const inSevenSeconds = new Date(startOfTime + 7_000).toUTCString();
const pauses = [
  { status: 429, retryAfter: "7" },
  { status: 429, retryAfter: inSevenSeconds },
  { status: 503, retryAfter: "7" },
  { status: 503, retryAfter: inSevenSeconds },
];

describe.each(pauses)(
  "asked to come back later: $status, Retry-After: $retryAfter",
  ({ status, retryAfter }) => {
    const later = { status, headers: { "retry-after": retryAfter }, body: { error: { code: "later" } } };

    it.each(kindsOfCall)("comes back then, and not before: $step", async (kind) => {
      const service = await startHttpService(inTurn(later, { body: kind.answer }));
      const api = openApi(service);
      const end = await kind.make(api).catch((error: unknown) => error);
      // An order that may have been taken is looked for, not placed again.
      const mayNotRepeat = kind.name === "placeOrder" && status === 503;
      expect(end instanceof ApiError).toBe(mayNotRepeat);
      expect(service.received).toHaveLength(mayNotRepeat ? 1 : 2);
      if (mayNotRepeat) expect(end).toMatchObject({ failure: { step: kind.step, retryAfterMs: 7_000 } });
      else expectPause(api);
    });

    it("comes back with the login then, and places one order", async () => {
      const [kind] = kindsOfCall as [KindOfCall];
      const logIn = inTurn(later, { body: properLogin });
      const service = await startHttpService(() => ({ body: kind.answer }), { logIn });
      const api = openApi(service);
      await kind.make(api);
      expect([service.logins.length, service.received.length]).toEqual([2, 1]);
      expectPause(api);
    });
  },
);
