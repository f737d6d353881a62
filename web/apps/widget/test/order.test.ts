import { expect, it } from "vitest";
import { cardOf } from "../src/state/order";
import type { Order } from "../src/state/types";

it("an order's card counts pieces and shows the newest scan of all its parcels", () => {
  const line = (quantity: number, title: string) => ({ title, quantity, image_url: `${title}.png` });
  const parcel = (at: number) => ({ scans: [{ at, text: `scan ${at}` }] });
  const order = {
    id: "ord_1",
    order_no: "77",
    state: "shipped",
    paid_fen: 100,
    ordered_at: 1,
    lines: [line(1, "餐桌"), line(2, "餐椅")],
    shipments: [parcel(10), parcel(20)],
  } as unknown as Order;
  expect(cardOf(order)).toMatchObject({
    title: "餐桌",
    image_url: "餐桌.png",
    item_count: 3,
    last_scan: { at: 20, text: "scan 20" },
  });
  expect(cardOf({ ...order, lines: [], shipments: [] })).toMatchObject({ title: "77", item_count: 0 });
});
