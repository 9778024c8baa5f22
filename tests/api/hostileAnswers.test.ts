import fc from "fast-check";
import type { Dispatcher } from "undici";
import { ApiError } from "../../provider/api/errors";
import { exchange } from "../../provider/api/exchange";
import type { Transport } from "../../provider/api/transport";
import { createUndiciTransport } from "../../provider/api/undiciTransport";
import { openApi } from "../support/httpApi";
import { kindsOfCall } from "../support/httpCalls";
import { createHostileAnswers, type HostileAnswer, spoilEveryPlace } from "../support/httpHostileAnswers";
import { startHttpService } from "../support/httpService";

/*
 * How many answers each call gets, the same ones each time. Others, or more, for a change of how answers are read:
 *   API_FUZZ_RUNS=100000 API_FUZZ_SEED=2 npx jest tests/api/hostileAnswers
 */
const numRuns = Number(process.env.API_FUZZ_RUNS ?? 20_000);
const seed = Number(process.env.API_FUZZ_SEED ?? 1);
const timeoutMs = 60_000 + numRuns * 60;

/** A service that gives the next hostile answer to every call, and how to get there. */
interface HostileService {
  apiUrl: string;
  tokenUrl: string;
  transport: Transport;
  received: unknown[];
}
type Answers = { call(): HostileAnswer; logIn?(): HostileAnswer };

/** All that reads an answer, from its bytes on; only the socket is not there. */
function openInMemory({ call, logIn = () => proper(token) }: Answers): Promise<HostileService> {
  const received: unknown[] = [];
  const dispatch: Dispatcher["dispatch"] = ({ path }, handler) => {
    const { status, headers, body } = path === "/auth/token" ? logIn() : call();
    received.push(path);
    let isAborted = false;
    const abort = () => {
      isAborted = true;
    };
    const controller = { abort } as unknown as Dispatcher.DispatchController;
    handler.onRequestStart?.(controller, {});
    handler.onResponseStart?.(controller, status, headers);
    // In two parts, as it may come from a network: a character can lie in both.
    const half = Math.floor(body.length / 2);
    for (const part of [body.subarray(0, half), body.subarray(half)]) {
      if (!isAborted) handler.onResponseData?.(controller, part);
    }
    if (!isAborted) handler.onResponseEnd?.(controller, {});
    return true;
  };
  const transport: Transport = (request) => exchange({ dispatch } as Dispatcher, request);
  const origin = "http://127.0.0.1:1";
  return Promise.resolve({ apiUrl: `${origin}/api`, tokenUrl: `${origin}/auth/token`, transport, received });
}

/** The same with a server. */
async function openOnSocket({ call, logIn }: Answers): Promise<HostileService> {
  const service = await startHttpService(call, logIn && { logIn });
  return { ...service, transport: createUndiciTransport({}) };
}

const token = { access_token: "token", token_type: "Bearer", expires_in: 300 };
const proper = (answer: object): HostileAnswer => ({
  status: 200,
  headers: {},
  body: Buffer.from(JSON.stringify(answer)),
});
const services = [
  { how: "in memory", openService: openInMemory, runs: numRuns },
  { how: "from a server", openService: openOnSocket, runs: Math.ceil(numRuns / 100) },
];

/** What may come of a call: a sound result, or an error that says where and what. */
async function expectSoundEnd(call: Promise<unknown>, step: string, isSound: (result: unknown) => boolean) {
  const end = await call.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  if ("result" in end) {
    if (!isSound(end.result)) throw new Error(`not sound: ${JSON.stringify(end.result)}`);
  } else {
    if (!(end.error instanceof ApiError)) throw new Error("not a typed error", { cause: end.error });
    expect(end.error.message.startsWith(`could not ${step}: `)).toBe(true);
    expect(end.error.message.length).toBeLessThan(2000);
  }
  expect(prototypes()).toEqual(untouched);
}

/** What everything inherits: an answer must not add to it. */
const prototypes = () => [Object.prototype, Array.prototype, Function.prototype].map(Reflect.ownKeys);
const untouched = prototypes();

describe.each(services)("whatever is answered $how", ({ openService, runs }) => {
  it.each(kindsOfCall)(
    "a call ends with a sound result or a typed error: $step",
    async ({ make, answer, step, isSound }) => {
      let next = proper({});
      const service = await openService({ call: () => next });
      const api = openApi(service, service);
      const property = fc.asyncProperty(createHostileAnswers(answer), async (hostile) => {
        next = hostile;
        await expectSoundEnd(make(api), step, isSound);
      });
      await fc.assert(property, { numRuns: runs, seed });
      expect(service.received.length).toBeGreaterThan(runs);
    },
    timeoutMs,
  );

  it(
    "a login ends with a token or a typed error that is not in doubt",
    async () => {
      let next = proper({});
      const [call] = kindsOfCall;
      if (!call) throw new Error("there is no call");
      const service = await openService({ call: () => proper(call.answer), logIn: () => next });
      const property = fc.asyncProperty(createHostileAnswers(token), async (hostile) => {
        next = hostile;
        const making = call.make(openApi(service, service));
        await expectSoundEnd(making, "log in", call.isSound);
        await making.catch((error: ApiError) => expect(error.failure.mayHaveArrived).toBe(false));
      });
      await fc.assert(property, { numRuns: runs, seed });
    },
    timeoutMs,
  );
});

it.each(kindsOfCall)(
  "ends with a sound result or a typed error, whatever stands at any place of the answer: $step",
  async ({ make, answer, step, isSound }) => {
    const bodies = spoilEveryPlace(answer);
    let next = 0;
    const service = await openInMemory({
      call: () => ({ status: 200, headers: {}, body: bodies[next] ?? Buffer.from("") }),
    });
    const api = openApi(service, service);
    for (next = 0; next < bodies.length; next++) await expectSoundEnd(make(api), step, isSound);
    expect(service.received.length).toBeGreaterThanOrEqual(bodies.length);
  },
  timeoutMs,
);
