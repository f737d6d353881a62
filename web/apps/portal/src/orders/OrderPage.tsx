// One order: its goods, where the parcel is, what runs about it, and the way to a request.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, moneyText } from "@yingke/ui";
import { useState } from "react";
import { useWords, wordOf } from "../app/i18n";
import { orderQuery } from "../app/queries";
import type { Order } from "../app/types";
import { contact } from "../app/widget";
import { Icon } from "../parts/Icon";
import { Moment, OrderTag, Picture, Ready } from "../parts/pieces";
import { Row } from "../requests/RequestsPage";

export const OrderPage = () => {
  const t = useWords();
  const { id } = useParams({ from: "/orders/$id" });
  const order = useQuery(orderQuery(id));
  return (
    <div className="page">
      <Link to="/orders" className="back">
        <Icon name="back" />
        {t("orders")}
      </Link>
      <Ready of={order}>{(value) => <Whole order={value} />}</Ready>
    </div>
  );
};

const Whole = ({ order }: { order: Order }) => {
  const t = useWords();
  return (
    <>
      <header className="requestHead">
        <div className="line">
          <h1>{t("order_no", { no: order.order_no })}</h1>
          <OrderTag state={order.state} />
        </div>
        <p className="faint">
          <Moment at={order.ordered_at} /> · {t("paid")} {moneyText(order.paid_fen)}
        </p>
      </header>
      <div className="actions">
        <Link className="primary" to="/start" search={{ order: order.id }}>
          {t("new_request")}
        </Link>
        <Button size="large" onClick={() => contact(`order:${order.id}`)}>
          {t("contact")}
        </Button>
      </div>
      <div className="halves">
        <div className="half">
          <section>
            <h2>{t("goods")}</h2>
            <ul className="card">
              {order.lines.map((line) => (
                <li className="row" key={line.line_no}>
                  <Picture url={line.image_url} />
                  <span className="grow">
                    <b className="two">{line.title}</b>
                    <span className="line faint">
                      <span>{line.spec}</span>
                      <span className="number">
                        {moneyText(line.unit_fen)} × {line.quantity}
                      </span>
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
          {order.aftersales.length > 0 && (
            <section>
              <h2>{t("aftersale")}</h2>
              <ul className="card pad stack">
                {order.aftersales.map((one) => (
                  <li className="line" key={one.id}>
                    <span>
                      {wordOf("as", one.kind)} <span className="number">{moneyText(one.amount_fen)}</span>
                    </span>
                    <span className="faint">{wordOf("ass", one.state)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {order.tickets.length > 0 && (
            <section>
              <h2>{t("my_requests")}</h2>
              <ul className="stack">
                {order.tickets.map((one) => (
                  <Row key={one.id} brief={one} />
                ))}
              </ul>
            </section>
          )}
        </div>
        <div className="half side">
          {order.shipments.map((shipment) => (
            <Parcel key={shipment.id} shipment={shipment} />
          ))}
        </div>
      </div>
    </>
  );
};

const SHORT = 4;

const Parcel = ({ shipment }: { shipment: Order["shipments"][number] }) => {
  const t = useWords();
  const [whole, setWhole] = useState(false);
  return (
    <section>
      <h2>{t("shipping")}</h2>
      <div className="card pad">
        <p className="faint number">
          {shipment.carrier} {shipment.tracking_no}
        </p>
        {shipment.scans.length ? (
          <ol className="steps">
            {shipment.scans.slice(0, whole ? undefined : SHORT).map((scan, index) => (
              <li key={scan.at + scan.text} className={index ? "past" : "now"}>
                <span>{scan.text}</span>
                <Moment at={scan.at} />
              </li>
            ))}
          </ol>
        ) : (
          <p className="faint">{t("no_scan")}</p>
        )}
        {shipment.scans.length > SHORT && !whole && (
          <Button look="quiet" onClick={() => setWhole(true)}>
            {t("all_scans", { n: shipment.scans.length })}
          </Button>
        )}
      </div>
    </section>
  );
};
