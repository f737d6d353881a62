import type { Schemas } from "@yingke/api";
import type { Order } from "./api";

/** The order as it is shown in a thread. */
export const cardOf = (order: Order): Schemas["OrderCard"] => {
  const first = order.lines[0];
  const scan = order.shipments.flatMap(({ scans }) => scans.slice(0, 1)).sort((a, b) => b.at - a.at)[0];
  return {
    order_id: order.id,
    order_no: order.order_no,
    state: order.state,
    title: first?.title ?? order.order_no,
    image_url: first?.image_url ?? "",
    item_count: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    paid_fen: order.paid_fen,
    ordered_at: order.ordered_at,
    last_scan: scan ?? null,
  };
};

const STUCK_MS = 3 * 86_400_000;

/** On the way, and nothing heard of it for three days: what the customer will ask about. */
export const isStuck = (shipment: Schemas["ShipmentView"], now: number): boolean =>
  !shipment.delivered_at && now - (shipment.last_scan_at ?? shipment.shipped_at) > STUCK_MS;

const OPEN: Schemas["AftersaleState"][] = [
  "applied",
  "merchant_review",
  "approved",
  "wait_buyer_return",
  "buyer_shipped",
  "inspecting",
  "refunding",
  "reshipping",
  "repairing",
  "platform_arbitration",
  "refund_failed",
];

export const isOpenAftersale = (aftersale: Schemas["AftersaleView"]): boolean => OPEN.includes(aftersale.state);

/** `tags` with one more, cleaned, or unchanged when there is nothing to add. */
export const withTag = (tags: string[], text: string): string[] => {
  const tag = text.trim().slice(0, 40);
  return tag === "" || tags.includes(tag) ? tags : [...tags, tag];
};
