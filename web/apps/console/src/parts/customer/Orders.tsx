import { useInfiniteQuery } from "@tanstack/react-query";
import { Money, RelativeTime, StatusTag, type Tone, useNow } from "@yingke/ui";
import { flat } from "../../app/cache";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { type Order, ordersQuery } from "./api";
import css from "./customer.module.css";
import { isOpenAftersale, isStuck } from "./model";
import { More, Region } from "./Region";
import { words } from "./words";

/** Orders with what is asked about them: where the parcel is, how the after-sale stands. */
export const Orders = ({ id }: { id: string }) => {
  const t = words.use();
  const orders = useInfiniteQuery(ordersQuery(id));
  const items = flat(orders.data);
  return (
    <Region query={orders} empty={items.length === 0} emptyText={t("orders.none")}>
      <ul className={css.lines}>
        {items.map((order) => (
          <li key={order.id}>
            <OrderLine order={order} />
          </li>
        ))}
      </ul>
      <More query={orders} />
    </Region>
  );
};

export const ORDER_TONES: Record<Order["state"], Tone> = {
  pending_payment: "warning",
  paid: "info",
  shipped: "info",
  delivered: "success",
  completed: "neutral",
  cancelled: "neutral",
};

const OrderLine = ({ order }: { order: Order }) => {
  const t = words.use();
  const app = appWords.use();
  const now = useNow(60_000);
  const first = order.lines[0];
  const items = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <AppLink href={`/orders/${order.id}`} className={css.order}>
      {first?.image_url ? (
        <img src={first.image_url} alt="" width="44" height="44" loading="lazy" />
      ) : (
        <span className={css.noPicture} aria-hidden="true" />
      )}
      <span className={css.orderMain}>
        <span className={css.orderHead}>
          <b>{first?.title ?? order.order_no}</b>
          <StatusTag tone={ORDER_TONES[order.state]}>{app(`order_state.${order.state}`)}</StatusTag>
        </span>
        <small>
          {order.order_no} · {t("orders.items", { count: items })} · <Money fen={order.paid_fen} />
        </small>
        {order.shipments.slice(0, 2).map((shipment) => {
          const scan = shipment.scans[0];
          return (
            <small key={shipment.id} className={css.parcel} data-stuck={isStuck(shipment, now) || undefined}>
              {isStuck(shipment, now) && <b>{t("orders.stuck")} </b>}
              {scan ? scan.text : `${shipment.carrier} ${shipment.tracking_no}`} ·{" "}
              <RelativeTime at={scan?.at ?? shipment.shipped_at} />
            </small>
          );
        })}
        {order.aftersales.map((aftersale) => (
          <small key={aftersale.id} className={css.aftersale}>
            <StatusTag tone={isOpenAftersale(aftersale) ? "warning" : "neutral"}>
              {app(`aftersale_kind.${aftersale.kind}`)} · {app(`aftersale_state.${aftersale.state}`)}
            </StatusTag>
            <Money fen={aftersale.amount_fen} />
          </small>
        ))}
      </span>
    </AppLink>
  );
};
