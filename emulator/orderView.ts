import type { OrderType, Settings } from "./settings";
import type { Origin, StoredOrder, Targets } from "./state";

/** An order as it is answered. */
export interface OrderView extends Partial<Targets & Origin> {
  orderId: string;
  type: OrderType;
  status: string;
  /** Percent. */
  progress: number;
  orderDate: string;
  productName: string;
  contractNumber: string | null;
  contractAlias: string | null;
  info: string;
}

/** Shows an order as it is at this time. */
export function viewOrder(order: StoredOrder, settings: Settings, now: number): OrderView {
  const { orderId, type, stage, contractAlias, brand, fields } = order;
  return {
    orderId,
    type,
    status: settings.statusWords[stage],
    progress: computeProgress(order, settings.progress, now),
    orderDate: formatTime(order.bookedAt),
    productName: brand,
    contractNumber: showsContract(order, settings) ? order.contractNumber : null,
    contractAlias,
    info: infoOf(order),
    ...fields,
  };
}

function infoOf({ stage, failsWith, served }: StoredOrder): string {
  if (stage === "failed") return failsWith ?? "";
  return stage === "DONE" ? (served?.info ?? "") : "";
}

/** Whole seconds, as the vendor writes times. */
export const formatTime = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

function showsContract({ type, stage }: StoredOrder, { contractNumberFrom }: Settings): boolean {
  return type !== "Provision" || stage === "DONE" || stage === contractNumberFrom;
}

/** Percent of the way, by the share of the time; 100 only when done. A failed order stays where it was. */
function computeProgress(order: StoredOrder, shape: Settings["progress"], now: number): number {
  if (order.stage === "DONE") return 100;
  if (order.stage === "new" || shape === "none") return 0;
  const duration = order.endsAt - order.bookedAt;
  const percent = duration === 0 ? 99 : (100 * (Math.min(now, order.endsAt) - order.bookedAt)) / duration;
  return shape === "steps" ? Math.min(75, Math.floor(percent / 25) * 25) : Math.min(99, Math.floor(percent));
}
