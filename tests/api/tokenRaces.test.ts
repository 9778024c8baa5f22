import fc from "fast-check";
import { ApiError } from "../../provider/api/errors";
import { createTokenSource } from "../../provider/api/token";
import { openApi } from "../support/httpApi";
import { inTurn, startHttpService } from "../support/httpService";
import { createVirtualClock } from "../support/virtualClock";
import { anOrder } from "../support/wireSamples";

/** The 80 % of the 300 s of a token. */
const usefulMs = 240_000;
const refused = { status: 401, body: { error: { code: "unauthorized", message: "token" } } };
const tokenOf = ({ headers }: { headers: Record<string, string> }) => headers.authorization?.split(" ")[1];

/** A service that takes one token at a time. */
async function startStrictService() {
  let valid = "token-1";
  const service = await startHttpService((received) =>
    tokenOf(received) === valid ? { body: { credentialList: [] } } : refused,
  );
  const revoke = () => {
    valid = `token-${service.logins.length + 1}`;
  };
  return { ...service, revoke };
}

/** 200 calls, no two of which are joined. */
const makeCalls = (api: ReturnType<typeof openApi>) =>
  Promise.all(Array.from({ length: 200 }, (_, index) => api.getCredentials(String(index))));

it("logs in once for 200 calls whose token has expired", async () => {
  const service = await startStrictService();
  const api = openApi(service);
  await api.getCredentials("1");
  api.clock.pass(usefulMs);
  service.revoke();
  await makeCalls(api);
  expect([service.logins.length, service.received.length]).toEqual([2, 201]);
});

it("logs in once for 200 calls whose token was revoked, and repeats none of them more than once", async () => {
  const service = await startStrictService();
  const api = openApi(service);
  await api.getCredentials("1");
  service.revoke();
  await makeCalls(api);
  expect(service.logins).toHaveLength(2);
  expect(service.received.length).toBeLessThanOrEqual(401);
  expect(service.received.filter((received) => tokenOf(received) === "token-2")).toHaveLength(200);
});

it("tries a wrong password once for 200 calls, and for all that come after: accounts get locked", async () => {
  const logIn = inTurn({ status: 400, body: { error: "invalid_grant" } });
  const service = await startHttpService(() => "silent", { logIn });
  const api = openApi(service);
  for (const _ of [1, 2])
    await expect(makeCalls(api)).rejects.toThrow("could not log in: HTTP 400 invalid_grant");
  expect([service.logins.length, service.received.length, api.clock.sleeps]).toEqual([1, 0, []]);
});

/** What may come of a login. */
type Minting = "token" | "passing" | "refused";

const failWith = (status: number) =>
  new ApiError({
    ...{ kind: "status", step: "log in", method: "POST", path: "/", detail: "", mayHaveArrived: false },
    status,
  });

/** When a call is made, and how long it is on its way. */
interface Caller {
  afterMs: number;
  travelMs: number;
}
const callers = fc.array(fc.record({ afterMs: fc.nat({ max: 40_000 }), travelMs: fc.nat({ max: 5_000 }) }), {
  minLength: 1,
  maxLength: 30,
});
const mintings = fc.infiniteStream(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Minting>("token") },
    { weight: 3, arbitrary: fc.constant<Minting>("passing") },
    { weight: 1, arbitrary: fc.constant<Minting>("refused") },
  ),
);
const revocations = fc.array(fc.nat({ max: 40_000 }), { maxLength: 4 });

it("never logs in twice at once, without need, or after a refusal, in whatever order calls, ends and revocations come", async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    callers,
    mintings,
    revocations,
    async (scheduler, calls, fates, revoked) => {
      const clock = createVirtualClock(0);
      const lifeMs = 10_000;
      let valid: string | undefined;
      let minting = 0;
      const mints: { at: number; needed: boolean; fate: Minting }[] = [];
      // A token is needed if none is valid, or if the one there is has no more than a fifth of its life.
      let freshUntil = 0;
      let suspected = false;
      const source = createTokenSource(async () => {
        expect(++minting).toBe(1);
        const { value: fate } = fates.next() as { value: Minting };
        const askedAt = clock.now();
        mints.push({ at: askedAt, needed: askedAt >= freshUntil || suspected, fate });
        await scheduler.schedule(Promise.resolve(), "login");
        minting -= 1;
        if (fate !== "token") throw failWith(fate === "refused" ? 400 : 503);
        valid = `token-${mints.length}`;
        freshUntil = askedAt + lifeMs * 0.8;
        suspected = false;
        return { token: valid, lifeMs };
      }, clock);

      const call = async ({ afterMs, travelMs }: Caller) => {
        await clock.sleep(afterMs);
        const token = await source.get();
        await clock.sleep(travelMs);
        await scheduler.schedule(Promise.resolve(), "call");
        if (token === valid) return "done";
        if (token === `token-${mints.length}`) suspected = true;
        source.reject(token);
        const other = await source.get();
        // The token that was refused is not tried again.
        expect(other).not.toBe(token);
        return "again";
      };
      const revoking = revoked.map(async (afterMs) => {
        await clock.sleep(afterMs);
        valid = undefined;
      });
      const ending = Promise.allSettled(calls.map(call));
      let over = false;
      void ending.then(() => {
        over = true;
      });
      while (!over) {
        await new Promise(setImmediate);
        if (scheduler.count() > 0) await scheduler.waitOne();
      }
      await Promise.all(revoking);
      for (const end of await ending)
        if (end.status === "rejected") expect(end.reason).toBeInstanceOf(ApiError);
      expect(mints.every(({ needed }) => needed)).toBe(true);
      // Wrong credentials are the last that is ever sent.
      const refusedAt = mints.findIndex(({ fate }) => fate === "refused");
      if (refusedAt >= 0) expect(mints).toHaveLength(refusedAt + 1);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

it("lets a call that was refused twice end, with the second token kept for the others", async () => {
  const service = await startHttpService(() => refused);
  const api = openApi(service);
  await expect(api.getCredentials("1")).rejects.toThrow("HTTP 401");
  expect([service.logins.length, service.received.length]).toEqual([2, 2]);
});

it("places an order once whose token was revoked on the way", async () => {
  const service = await startHttpService(inTurn(refused, { body: { order: anOrder({ type: "Cancel" }) } }));
  const order = { type: "Cancel" as const, contractNumber: "423310" };
  await openApi(service).placeOrder(order, "7b0d6ab3-3b7c-4c1c-9a43-7b8e7e1c6c12");
  expect(service.received.map(tokenOf)).toEqual(["token-1", "token-2"]);
});
