import { isApiError } from "../api/errors";
import type { OrderBody } from "../api/routes";
import type { Order } from "../api/wire";
import { judgeOrderCall } from "./classify";
import { type Context, pause, requireLivingEngine } from "./context";

/** How to order so that a lost answer is neither a lost order nor a second one. */
export interface Placement {
  body: OrderBody;
  transactionId: string;
  /** What to look for, as a person would in the portal. */
  describedAs: string;
  /** Looks whether the order has landed although no answer came; undefined: not (yet). */
  findLanded(): Promise<Order | undefined>;
}

/** Looks this far apart while an order is in doubt, growing to the last one. */
const lookDelaysMs = [2_000, 3_000, 5_000, 10_000];
const mostAttempts = 2;

/**
 * Places an order. In doubt it looks for the order over the settle window before it sends the same bytes once
 * more; in doubt again it fails closed, since a third order is worse than a question.
 */
export async function placeOrder(context: Context, placement: Placement): Promise<Order> {
  let lastError: unknown;
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    await requireLivingEngine(context);
    const pauseBeforeRepeat = async (ms: number) => {
      await pause(context, ms);
      await requireLivingEngine(context);
    };
    try {
      return await context.api.placeOrder(placement.body, placement.transactionId, pauseBeforeRepeat);
    } catch (error) {
      if (judgeOrderCall(error) === "notPlaced") throw explainRefusal(error);
      lastError = error;
    }
    const landed = await findWithinWindow(context, placement);
    if (landed) return landed;
  }
  throw new OrderInDoubtError(placement.describedAs, new Date(context.clock.now()), lastError);
}

async function findWithinWindow(context: Context, placement: Placement): Promise<Order | undefined> {
  const { clock, engine, urn, settleMs } = context;
  const until = clock.now() + settleMs;
  engine.progress(urn, "the answer to the order was lost, looking for the order");
  for (let look = 0; ; look++) {
    // A look may take minutes, and parts of what it saw may be as old: the last one begins when the window has passed.
    const isLast = clock.now() >= until;
    // A failed look is no answer: only a look that worked may say that nothing was placed.
    const landed = await placement.findLanded().catch((error: unknown) => {
      if (isApiError(error) && !isLast) return undefined;
      throw new OrderInDoubtError(placement.describedAs, new Date(clock.now()), error);
    });
    if (landed) return landed;
    if (isLast) return undefined;
    const left = Math.max(0, until - clock.now());
    await pause(context, Math.min(left, lookDelaysMs[look] ?? lookDelaysMs.at(-1) ?? left)).catch((error) => {
      throw new OrderInDoubtError(placement.describedAs, new Date(clock.now()), error);
    });
  }
}

/** Nobody can tell whether the order was placed, and it was not found either. */
export class OrderInDoubtError extends Error {
  constructor(describedAs: string, at: Date, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `it is not known whether ${describedAs} was placed (${at.toISOString()}): ${reason}. Nothing more was ordered. Look for it at https://customerservice.plusserver.com/order-status, then run pulumi up again: an order that has landed by then is found and used`,
    );
  }
}

/** Adds what to do to the refusals that a customer can mend. */
function explainRefusal(error: unknown): unknown {
  if (!isApiError(error, { code: "terms_outdated" })) return error;
  const list = (error.failure.extra?.termsList ?? []) as { name: string; version: string }[];
  const current = list.map(({ name, version }) => `${name} ${version}`).join(", ");
  error.message += `. The vendor's terms have changed, and this release of pulumi-plusserver does not know the new ones (${current}): update it, read them, and order again`;
  return error;
}
