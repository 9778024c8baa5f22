import { type ApiError, isApiError } from "../api/errors";
import type { Order } from "../api/wire";
import { type Context, DeadlineError, pause } from "./context";
import { delayToNextLook, type Look } from "./schedule";
import { phaseOf } from "./statuses";

/** After this long of nothing but failed looks a wait ends; the order itself goes on. */
const blindForMs = 20 * 60_000;
const ticketLink = "https://customerservice.plusserver.com/support/ticket-create";

/** The vendor could not carry out an order. It costs nothing. */
export class OrderFailedError extends Error {
  override readonly name = "OrderFailedError";

  constructor(readonly order: Order) {
    const info = order.info ? `: ${order.info}` : "";
    super(
      `order ${order.orderId} (${order.type}) failed${info}. It costs nothing. Open a ticket at ${ticketLink}`,
    );
  }
}

/** Something was not finished in time; the order goes on and is kept. */
export class NotFinishedError extends Error {
  override readonly name = "NotFinishedError";
}

/**
 * Follows an order until it is DONE. A failed look is not a failed order: only the status `failed`, the deadline,
 * the end of the run, or 20 minutes of nothing but errors end the wait. `look` reads what has become of the order.
 */
export async function waitForOrder(
  context: Context,
  placed: Order,
  look: () => Promise<Order> = () => context.api.getOrder(placed.orderId),
): Promise<Order> {
  const { clock } = context;
  const startedAt = clock.now();
  const looks: Look[] = [];
  let order = placed;
  let failing: { since: number; error: ApiError } | undefined;
  while (phaseOf(order) === "running") {
    report(context, order, clock.now() - startedAt, failing?.error);
    const delay = delayToNextLook(looks, clock.now() - startedAt, clock.random());
    await pauseBeforeLook(context, delay, order);
    try {
      order = await look();
      looks.push({ elapsedMs: clock.now() - startedAt, progress: order.progress ?? 0 });
      failing = undefined;
    } catch (error) {
      if (!isApiError(error)) throw error;
      failing = { since: failing?.since ?? clock.now(), error };
      context.ticks.postpone(error.failure.retryAfterMs ?? 0);
      if (clock.now() - failing.since >= blindForMs) throw describeBlindness(order, error);
    }
  }
  if (phaseOf(order) === "failed") throw new OrderFailedError(order);
  report(context, order, clock.now() - startedAt, undefined);
  return order;
}

async function pauseBeforeLook(context: Context, ms: number, order: Order): Promise<void> {
  try {
    await pause(context, ms, context.ticks.next);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const seen = `${order.status}${order.progress === undefined ? "" : ` ${order.progress} %`}`;
    throw new NotFinishedError(
      `order ${order.orderId} was not finished in time: last seen as ${seen}. It goes on`,
    );
  }
}

function describeBlindness(order: Order, error: ApiError): NotFinishedError {
  return new NotFinishedError(
    `order ${order.orderId} could not be followed for ${blindForMs / 60_000} minutes: ${error.message}. It goes on`,
  );
}

/** The resource's row: `order 64e47d15…: processing 40 % (2m10s)`. */
function report(
  { engine, urn }: Context,
  order: Order,
  elapsedMs: number,
  error: ApiError | undefined,
): void {
  const progress = order.progress && phaseOf(order) === "running" ? ` ${order.progress} %` : "";
  const trouble = error ? `, ${error.failure.code ?? error.failure.status} at the last look` : "";
  const kind = order.type === "Provision" ? "order" : `${order.type} order`;
  engine.progress(
    urn,
    `${kind} ${shorten(order.orderId)}: ${order.status}${progress} (${formatDuration(elapsedMs)}${trouble})`,
  );
}

const shorten = (id: string) => (id.length > 9 ? `${id.slice(0, 8)}…` : id);

/** `2m10s`, `45s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${String(seconds % 60).padStart(2, "0")}s` : `${seconds}s`;
}
