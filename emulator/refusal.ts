import { type Answer, toJsonAnswer } from "./exchange";

interface RefusalDetails {
  /** The field at fault, as in `order.trustedSourceList[0]`. */
  field?: string;
  /** The open order that stands in the way. */
  orderId?: string;
  /** The terms that have to be accepted. */
  termsList?: { name: string; version: string }[];
}

/** A request that the service refuses; nothing was changed by it. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
  }
}

/** The refusal of a body or header that is not what the contract says. */
export function invalid(field: string, message: string): Refusal {
  return new Refusal(400, "invalid_request", `${field || "body"} ${message}`, field ? { field } : {});
}

/** The refusal of something that is not there, or not readable yet. */
export function notFound(message: string): Refusal {
  return new Refusal(404, "not_found", message);
}

/** Gives a refusal the shape of every error of the API. */
export function toErrorAnswer({ status, code, message, details }: Refusal, requestId: string): Answer {
  return toJsonAnswer(status, { error: { code, message, ...details, requestId } });
}
