import type { OrderType } from "./settings";

/** A request that was received. */
export interface JournalRequest {
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  /** As in `openapi.yaml`: without the prefix of the API. */
  path: string;
  /** Names in lower case; without credentials. */
  headers: Record<string, string>;
  messageId: string | null;
  transactionId: string | null;
  /** Parsed if it could be; a form as an object, without its secrets; null if empty. */
  body: unknown;
  /** What was answered; null if the caller got no answer. */
  status: number | null;
  /** The effect of the fault that it met. */
  fault: string | null;
}

/** An order that was booked: from here on somebody would have to pay. */
export interface JournalOrder {
  at: number;
  orderId: string;
  type: OrderType;
  contractNumber: string | null;
  contractAlias: string | null;
  transactionId: string;
  /** As it was sent. */
  body: unknown;
}

/** The begin or the end of a bill. */
export interface JournalContract {
  at: number;
  event: "activated" | "cancelled";
  contractNumber: string;
  /** The order that did it; null: somebody in the portal. */
  orderId: string | null;
}

/** What happened, in order; only ever appended to. */
export interface Journal {
  requests: JournalRequest[];
  orders: JournalOrder[];
  contracts: JournalContract[];
}
