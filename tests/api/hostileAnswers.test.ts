import fc from "fast-check";
import { ApiError } from "../../provider/api/errors";
import { createUndiciTransport } from "../../provider/api/undiciTransport";
import { openApi } from "../support/httpApi";
import { kindsOfCall } from "../support/httpCalls";
import { createHostileAnswers, type HostileAnswer, spoilEveryPlace } from "../support/httpHostileAnswers";
import { startHttpService } from "../support/httpService";

/*
 * How many answers each call gets, the same ones each time. Many more, or others, for a change of how answers are read:
 *   API_FUZZ_RUNS=20000 API_FUZZ_SEED=2 npx jest tests/api/hostileAnswers
 */
const numRuns = Number(process.env.API_FUZZ_RUNS ?? 2000);
const seed = Number(process.env.API_FUZZ_SEED ?? 1);
const timeoutMs = 30_000 + numRuns * 60;

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

it.each(kindsOfCall)(
  "ends with a sound result or a typed error, whatever is answered: $step",
  async ({ make, answer, step, isSound }) => {
    let next: HostileAnswer = { status: 200, headers: {}, body: Buffer.from("{}") };
    const service = await startHttpService(() => next);
    const api = openApi(service);
    const property = fc.asyncProperty(createHostileAnswers(answer), async (hostile) => {
      next = hostile;
      await expectSoundEnd(make(api), step, isSound);
    });
    await fc.assert(property, { numRuns, seed });
  },
  timeoutMs,
);

it.each(kindsOfCall)(
  "ends with a sound result or a typed error, whatever stands at any place of the answer: $step",
  async ({ make, answer, step, isSound }) => {
    const bodies = spoilEveryPlace(answer);
    let next = 0;
    const service = await startHttpService(() => ({ body: bodies[next] }));
    const api = openApi(service);
    for (next = 0; next < bodies.length; next++) await expectSoundEnd(make(api), step, isSound);
    expect(service.received.length).toBeGreaterThanOrEqual(bodies.length);
  },
  timeoutMs,
);

it(
  "ends a login with a token or a typed error that is not in doubt, whatever is answered",
  async () => {
    let next: HostileAnswer = { status: 200, headers: {}, body: Buffer.from("{}") };
    const [call] = kindsOfCall;
    if (!call) throw new Error("there is no call");
    const service = await startHttpService(() => ({ body: call.answer }), { logIn: () => next });
    const transport = createUndiciTransport({});
    const proper = { access_token: "token", token_type: "Bearer", expires_in: 300 };
    const property = fc.asyncProperty(createHostileAnswers(proper), async (hostile) => {
      next = hostile;
      const making = call.make(openApi(service, { transport }));
      await expectSoundEnd(making, "log in", call.isSound);
      await making.catch((error: ApiError) => expect(error.failure.mayHaveArrived).toBe(false));
    });
    await fc.assert(property, { numRuns, seed });
  },
  timeoutMs,
);
