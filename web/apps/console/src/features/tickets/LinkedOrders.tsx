import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Money, RelativeTime, SkeletonLine, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { appWords } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { orderQuery } from "../../parts/ticketform/api";
import { OrderPicker } from "../../parts/ticketform/OrderPicker";
import { type Detail, linkOrder, refreshTicket, unlinkOrder } from "./api";
import { isOver } from "./model/waiting";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

export const LinkedOrders = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const toast = useToast();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const options = {
    onSuccess: () => refreshTicket(client, ticket.id),
    onError: (error: unknown) => toast.failed(error),
  };
  const link = useMutation({
    mutationFn: ({ id, lines }: { id: string; lines?: number[] }) => linkOrder(ticket.id, id, lines),
    ...options,
  });
  const unlink = useMutation({ mutationFn: (id: string) => unlinkOrder(ticket.id, id), ...options });
  const frozen = isOver(ticket.state);
  return (
    <section className={css.factSection}>
      <h3>
        {t("facts.orders")}
        {!frozen && !adding && (
          <Button look="quiet" size="small" onClick={() => setAdding(true)}>
            {t("facts.addOrder")}
          </Button>
        )}
      </h3>
      {ticket.linked_orders.length === 0 && !adding && <p className={css.quiet}>{t("facts.noOrders")}</p>}
      {ticket.linked_orders.map((order) => (
        <LinkedOrder
          key={order.order_id}
          order={order}
          remove={
            frozen
              ? undefined
              : () =>
                  unlink.mutate(order.order_id, {
                    onSuccess: () =>
                      toast.done(t("facts.removedOrder", { no: order.order_no }), {
                        label: t("detail.undo"),
                        run: () => link.mutate({ id: order.order_id, lines: order.line_nos }),
                      }),
                  })
          }
        />
      ))}
      {adding && (
        <OrderPicker
          id="link-order"
          autoFocus
          customerId={ticket.customer?.id}
          onChange={(id) => {
            setAdding(false);
            if (id) link.mutate({ id });
          }}
        />
      )}
    </section>
  );
};

const LinkedOrder = ({ order, remove }: { order: Detail["linked_orders"][number]; remove?: () => void }) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const full = useQuery(orderQuery(order.order_id));
  const shipment = full.data?.shipments[0];
  const scan = shipment?.scans[0];
  return (
    <div className={css.order}>
      <div className={css.orderHead}>
        <strong className={css.tabular}>{order.order_no}</strong>
        <StatusTag>{app(`order_state.${full.data?.state ?? order.state}`)}</StatusTag>
        <span className={css.spacer} />
        {remove && (
          <button
            type="button"
            className={css.iconButton}
            aria-label={t("facts.removeOrder", { no: order.order_no })}
            title={t("facts.removeOrder", { no: order.order_no })}
            onClick={remove}
          >
            <CloseOutlined />
          </button>
        )}
      </div>
      {full.isPending && <SkeletonLine width="70%" />}
      {full.data && (
        <>
          <ul className={css.orderLines}>
            {full.data.lines.map((line) => (
              <li key={line.line_no} data-meant={order.line_nos.includes(line.line_no) || undefined}>
                <span className={css.ellipsis} title={`${line.title} ${line.spec}`}>
                  {line.title}
                </span>
                <span className={css.quiet}>×{line.quantity}</span>
              </li>
            ))}
          </ul>
          <p className={css.orderFoot}>
            <Money fen={full.data.paid_fen} />
            {shipment ? (
              <span className={css.ellipsis} title={scan?.text}>
                {t("facts.shipment", { carrier: shipment.carrier, no: shipment.tracking_no })}
              </span>
            ) : (
              <span>{t("facts.noShipment")}</span>
            )}
          </p>
          {scan && (
            <p className={css.scan}>
              {scan.text} <RelativeTime at={scan.at} />
            </p>
          )}
        </>
      )}
    </div>
  );
};
