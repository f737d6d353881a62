import type { Order, OrderCard } from "../app/types";

/** A whole order as the card that stands in lists. */
export function cardOf(order: Order): OrderCard {
  const first = order.lines[0];
  return {
    order_id: order.id,
    order_no: order.order_no,
    state: order.state,
    title: first?.title ?? order.order_no,
    image_url: first?.image_url ?? "",
    item_count: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    paid_fen: order.paid_fen,
    ordered_at: order.ordered_at,
    last_scan: order.shipments.flatMap((shipment) => shipment.scans).sort((a, b) => b.at - a.at)[0],
  };
}
