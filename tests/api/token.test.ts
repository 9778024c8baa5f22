import { ApiError } from "../../provider/api/errors";
import { createTokenSource } from "../../provider/api/token";
import { createVirtualClock } from "../support/virtualClock";

const refusal = (status: number) =>
  new ApiError({
    ...{ kind: "status", step: "log in", method: "POST", path: "/", detail: "", mayHaveArrived: false },
    status,
  });

/** A source whose tokens live for 100 s, and which counts how many there were. */
function open(mint?: (count: number) => Promise<void>) {
  const clock = createVirtualClock();
  let count = 0;
  const source = createTokenSource(async () => {
    count += 1;
    await mint?.(count);
    return { token: `token-${count}`, lifeMs: 100_000 };
  }, clock);
  return { ...source, clock, minted: () => count };
}

it("fetches nothing before it is asked", () => {
  expect(open().minted()).toBe(0);
});

it("uses a token for 80 % of its life, and not a moment longer", async () => {
  const { get, clock } = open();
  expect(await get()).toBe("token-1");
  clock.pass(79_999);
  expect(await get()).toBe("token-1");
  clock.pass(1);
  expect(await get()).toBe("token-2");
});

it("counts a token's life from when it was asked for, since it began on the way", async () => {
  const clock = createVirtualClock();
  let count = 0;
  const { get } = createTokenSource(async () => {
    clock.pass(10_000);
    return { token: `token-${++count}`, lifeMs: 100_000 };
  }, clock);
  await get();
  clock.pass(70_000);
  expect(await get()).toBe("token-2");
});

it("fetches one token for 200 callers", async () => {
  const { get, minted } = open();
  const tokens = await Promise.all(Array.from({ length: 200 }, get));
  expect([new Set(tokens), minted()]).toEqual([new Set(["token-1"]), 1]);
});

it("fetches another one after a token was refused, and that only once for all who hold the old one", async () => {
  const { get, reject, minted } = open();
  const old = await get();
  const renewed = await Promise.all(
    Array.from({ length: 200 }, async (_, caller) => {
      // Some hear of the refusal only when the new token is there.
      if (caller > 100) await new Promise(setImmediate);
      reject(old);
      return get();
    }),
  );
  expect([new Set(renewed), minted()]).toEqual([new Set(["token-2"]), 2]);
});

it("does not keep a failure that passes", async () => {
  const { get } = open(async (count) => {
    if (count === 1) throw refusal(503);
  });
  await expect(get()).rejects.toThrow("HTTP 503");
  expect(await get()).toBe("token-2");
});

it.each([400, 401, 403])(
  "does not send credentials again that were refused with %d: accounts get locked",
  async (status) => {
    const { get, reject, minted } = open(() => Promise.reject(refusal(status)));
    for (const _ of Array.from({ length: 10 })) await expect(get()).rejects.toThrow(`HTTP ${status}`);
    reject("token-1");
    await expect(get()).rejects.toThrow(`HTTP ${status}`);
    expect(minted()).toBe(1);
  },
);
