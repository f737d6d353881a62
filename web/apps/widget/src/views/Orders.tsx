// The customer's own orders: to look at, or to put one into the conversation.
import { useState } from "preact/hooks";
import { useDesk, useLoaded, usePages } from "../desk";
import { money, t, wordOf } from "../i18n";
import { cardOf } from "../state/order";
import type { Order, OrderCard } from "../state/types";
import { OrderRow, Picture, TicketRow, Time } from "./Cards";
import { Empty, More, Ready } from "./Face";
import { Icon } from "./Icon";

export function Orders({ pick }: { pick?: boolean }) {
  const { client, go, replace } = useDesk();
  return (
    <div class="page grow">
      {pick && <p class="faint">{t("pick_order")}</p>}
      <OrderList
        onPick={(order) => {
          if (!pick) return go({ at: "order", id: order.order_id });
          client.say("order_card", t("order_no", { no: order.order_no }), order);
          replace({ at: "thread" });
        }}
      />
    </div>
  );
}

export function OrderList({ onPick }: { onPick(order: OrderCard): void }) {
  const { state } = useDesk();
  const pages = usePages<Order>("orders");
  return (
    <Ready of={pages.first}>
      {() =>
        pages.items.length ? (
          <div class="stack">
            {pages.items.map(cardOf).map((order) => (
              <OrderRow key={order.order_id} order={order} onClick={() => onPick(order)} />
            ))}
            <More of={pages} />
          </div>
        ) : (
          <Empty>{state.about?.anonymous ? t("no_orders_guest") : t("no_orders")}</Empty>
        )
      }
    </Ready>
  );
}

export function OrderPage({ id }: { id: string }) {
  const { client } = useDesk();
  const loaded = useLoaded(`order:${id}`, () => client.http<Order>("GET", `orders/${encodeURIComponent(id)}`));
  return <Ready of={loaded}>{(order) => <OrderDetail order={order} />}</Ready>;
}

function OrderDetail({ order }: { order: Order }) {
  const { client, go, replace } = useDesk();
  const [whole, setWhole] = useState(false);
  const scans = order.shipments.flatMap((shipment) => shipment.scans);
  const ask = () => {
    client.say("order_card", t("order_no", { no: order.order_no }), cardOf(order));
    replace({ at: "thread" });
  };
  return (
    <>
      <div class="page grow">
        <div class="line">
          <span class="number cut">{t("order_no", { no: order.order_no })}</span>
          <span class="tag run">{wordOf("order", order.state)}</span>
        </div>
        <div class="card">
          {order.lines.map((line) => (
            <div class="row" key={line.line_no}>
              <Picture url={line.image_url} />
              <span class="grow">
                <b class="two">{line.title}</b>
                <span class="line faint">
                  <span class="cut">{line.spec}</span>
                  <span class="number">
                    {money(line.unit_fen)} × {line.quantity}
                  </span>
                </span>
              </span>
            </div>
          ))}
        </div>
        {order.shipments.length > 0 && (
          <section>
            <h2>{t("shipping")}</h2>
            {order.shipments.map((shipment) => (
              <p class="faint number" key={shipment.id}>
                {shipment.carrier} {shipment.tracking_no}
              </p>
            ))}
            {scans.length ? (
              <ol class="steps">
                {scans.slice(0, whole ? undefined : 3).map((scan, i) => (
                  <li class={i ? "past" : "now"} key={scan.at + scan.text}>
                    <span>{scan.text}</span>
                    <Time at={scan.at} />
                  </li>
                ))}
              </ol>
            ) : (
              <p class="faint">{t("no_scan")}</p>
            )}
            {scans.length > 3 && !whole && (
              <button type="button" class="link" onClick={() => setWhole(true)}>
                {t("all")}
              </button>
            )}
          </section>
        )}
        {order.aftersales.length > 0 && (
          <section>
            <h2>{t("aftersale")}</h2>
            {order.aftersales.map((one) => (
              <div class="line" key={one.id}>
                <span>
                  {wordOf("as", one.kind)} <span class="number">{money(one.amount_fen)}</span>
                </span>
                <span class="tag run">{wordOf("ass", one.state)}</span>
              </div>
            ))}
          </section>
        )}
        {order.tickets.length > 0 && (
          <section class="stack">
            <h2>{t("my_requests")}</h2>
            {order.tickets.map((ticket) => (
              <TicketRow key={ticket.id} ticket={ticket} />
            ))}
          </section>
        )}
      </div>
      <div class="actions">
        <button type="button" class="button" onClick={ask}>
          <Icon name="bag" />
          {t("ask_order")}
        </button>
        <button type="button" class="button main" onClick={() => go({ at: "start", order: order.id })}>
          {t("door_request")}
        </button>
      </div>
    </>
  );
}
