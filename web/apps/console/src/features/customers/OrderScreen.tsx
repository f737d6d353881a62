import CopyOutlined from "@ant-design/icons/es/icons/CopyOutlined";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button, EmptyState, exactText, Money, RelativeTime, StatusTag, useLocale } from "@yingke/ui";
import type { ReactNode } from "react";
import { isMissing } from "../../app/errors";
import { Forbidden } from "../../app/faces";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { useMay } from "../../app/session";
import { useToast } from "../../app/toast";
import { type Order, orderQuery } from "../../parts/customer/api";
import { isOpenAftersale, isStuck } from "../../parts/customer/model";
import { ORDER_TONES } from "../../parts/customer/Orders";
import { Region } from "../../parts/customer/Region";
import { TICKET_TONES } from "../../parts/customer/Tickets";
import { BackLink } from "./BackLink";
import { Box } from "./CustomerScreen";
import css from "./customers.module.css";
import { words } from "./words";

/** One order: goods, money, parcels with their scans, after-sale, tickets. */
export const OrderScreen = () => {
  const t = words.use();
  const may = useMay("customers.read");
  const { orderId } = useParams({ from: "/shell/orders/$orderId" });
  const order = useQuery({ ...orderQuery(orderId), enabled: may });
  if (!may) return <Forbidden />;
  if (isMissing(order.error)) return <EmptyState title={t("order.missing")} hint={t("missing_hint")} />;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <BackLink />
        <h1>
          {t("order.title")} {order.data?.order_no}
        </h1>
        {order.data && <OrderTools order={order.data} />}
      </header>
      <Region query={order}>{order.data && <Body order={order.data} />}</Region>
    </div>
  );
};

const OrderTools = ({ order }: { order: Order }) => {
  const t = words.use();
  const app = appWords.use();
  return (
    <>
      <CopyButton text={order.order_no} />
      <StatusTag tone={ORDER_TONES[order.state]}>{app(`order_state.${order.state}`)}</StatusTag>
      <span className={css.rest} />
      <AppLink href={`/customers/${order.customer_id}`}>{t("order.to_customer")}</AppLink>
      {/^https?:\/\//i.test(order.url) && (
        <a href={order.url} target="_blank" rel="noopener noreferrer">
          {t("order.in_shop")}
        </a>
      )}
    </>
  );
};

const CopyButton = ({ text }: { text: string }) => {
  const app = appWords.use();
  const toast = useToast();
  return (
    <Button
      look="quiet"
      size="small"
      aria-label={`${app("action.copy")} ${text}`}
      onClick={() => navigator.clipboard.writeText(text).then(() => toast.done(app("action.copied")), toast.failed)}
    >
      <CopyOutlined aria-hidden="true" />
    </Button>
  );
};

const Body = ({ order }: { order: Order }) => {
  const t = words.use();
  return (
    <div className={css.columns}>
      <div className={css.main}>
        <Box title={t("order.lines")}>
          <Lines order={order} />
        </Box>
        <Box title={t("order.shipments")}>
          <Shipments order={order} />
        </Box>
        <Box title={t("order.aftersales")}>
          <Aftersales order={order} />
        </Box>
      </div>
      <div className={css.side}>
        <Box title={t("order.receiver")}>
          <dl className={css.facts}>
            <Fact name={t("order.name")}>{order.receiver}</Fact>
            <Fact name={t("order.phone")}>{order.phone}</Fact>
            <Fact name={t("order.address")}>{order.address}</Fact>
            {order.note && <Fact name={t("order.note")}>{order.note}</Fact>}
          </dl>
        </Box>
        <Box title={t("order.times")}>
          <Times order={order} />
        </Box>
        <Box title={t("order.tickets")}>
          <Tickets order={order} />
        </Box>
      </div>
    </div>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Lines = ({ order }: { order: Order }) => {
  const t = words.use();
  return (
    <>
      <ul className={css.goods}>
        {order.lines.map((line) => (
          <li key={line.line_no}>
            {line.image_url ? (
              <img src={line.image_url} alt="" width="48" height="48" loading="lazy" />
            ) : (
              <span className={css.noPicture} aria-hidden="true" />
            )}
            <span className={css.goodsMain}>
              <b>{line.title}</b>
              <small>{[line.spec, line.sku].filter(Boolean).join(" · ")}</small>
            </span>
            <span>
              <Money fen={line.unit_fen} /> × {line.quantity}
            </span>
            <span className={css.amount}>
              <Money fen={line.paid_fen} />
            </span>
          </li>
        ))}
      </ul>
      <dl className={css.sums}>
        <Fact name={t("order.total")}>
          <Money fen={order.total_fen} />
        </Fact>
        {order.freight_fen > 0 && (
          <Fact name={t("order.freight")}>
            <Money fen={order.freight_fen} />
          </Fact>
        )}
        {order.discount_fen > 0 && (
          <Fact name={t("order.discount")}>
            <Money fen={-order.discount_fen} />
          </Fact>
        )}
        <Fact name={t("order.paid")}>
          <strong>
            <Money fen={order.paid_fen} />
          </strong>
        </Fact>
      </dl>
    </>
  );
};

const Shipments = ({ order }: { order: Order }) => {
  const t = words.use();
  const locale = useLocale();
  if (order.shipments.length === 0) return <EmptyState compact title={t("order.no_shipments")} />;
  return order.shipments.map((shipment) => (
    <div key={shipment.id} className={css.shipment}>
      <p>
        <b>{shipment.carrier}</b> {shipment.tracking_no} <CopyButton text={shipment.tracking_no} />
        {isStuck(shipment, Date.now()) && <StatusTag tone="warning">{t("order.stuck")}</StatusTag>}
      </p>
      <ol className={css.scans}>
        {shipment.scans.map((scan) => (
          <li key={`${scan.at} ${scan.text}`}>
            <time>{exactText(scan.at, locale)}</time>
            <span>{scan.text}</span>
          </li>
        ))}
        {shipment.scans.length === 0 && <li>{t("order.no_scans")}</li>}
      </ol>
    </div>
  ));
};

const Aftersales = ({ order }: { order: Order }) => {
  const t = words.use();
  const app = appWords.use();
  if (order.aftersales.length === 0) return <EmptyState compact title={t("order.no_aftersales")} />;
  return (
    <ul className={css.list}>
      {order.aftersales.map((aftersale) => (
        <li key={aftersale.id}>
          <StatusTag tone={isOpenAftersale(aftersale) ? "warning" : "neutral"}>
            {app(`aftersale_kind.${aftersale.kind}`)} · {app(`aftersale_state.${aftersale.state}`)}
          </StatusTag>
          <span className={css.grow}>{aftersale.reason}</span>
          <Money fen={aftersale.amount_fen} />
          <RelativeTime at={aftersale.applied_at} />
        </li>
      ))}
    </ul>
  );
};

const STEPS = ["ordered_at", "paid_at", "shipped_at", "delivered_at", "completed_at", "cancelled_at"] as const;

const Times = ({ order }: { order: Order }) => {
  const t = words.use();
  const locale = useLocale();
  return (
    <dl className={css.facts}>
      {STEPS.map((step) => {
        const at = order[step];
        return (
          at && (
            <Fact key={step} name={t(`order.${step}`)}>
              {new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", hour12: false }).format(at)}
            </Fact>
          )
        );
      })}
    </dl>
  );
};

const Tickets = ({ order }: { order: Order }) => {
  const t = words.use();
  const app = appWords.use();
  if (order.tickets.length === 0) return <EmptyState compact title={t("order.no_tickets")} />;
  return (
    <ul className={css.list}>
      {order.tickets.map((ticket) => (
        <li key={ticket.id}>
          <AppLink href={`/tickets/${ticket.id}`} className={css.grow}>
            #{ticket.number} {ticket.title}
          </AppLink>
          <StatusTag tone={TICKET_TONES[ticket.state]}>{app(`ticket_state.${ticket.state}`)}</StatusTag>
        </li>
      ))}
    </ul>
  );
};
