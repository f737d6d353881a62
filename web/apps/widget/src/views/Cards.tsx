// Orders, products and requests as cards: in the thread, on the first view and in lists.

import { safeUrl } from "@yingke/ui/links";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useDesk } from "../desk";
import { exact, money, t, when, wordOf } from "../i18n";
import type { OrderCard, ProductCard, TicketBrief, TicketState } from "../state/types";
import { Icon } from "./Icon";

/** A picture of the shop; when it cannot be had, a quiet mark instead of a broken one. */
export function Picture({ url, icon = "bag" }: { url: string; icon?: "bag" | "file" }) {
  const { client } = useDesk();
  const [broken, setBroken] = useState(false);
  const source = url && !broken ? safeUrl(client.absolute(url)) : null;
  return (
    <span class="picture">
      {source ? <img src={source} alt="" loading="lazy" onError={() => setBroken(true)} /> : <Icon name={icon} />}
    </span>
  );
}

export function Time({ at }: { at: number }) {
  const { now } = useDesk();
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {when(at, now)}
    </time>
  );
}

const tones: Record<TicketState, string> = {
  new: "run",
  open: "run",
  on_hold: "run",
  pending_customer: "you",
  solved: "you",
  closed: "done",
  withdrawn: "done",
  cancelled: "done",
  merged: "done",
};

/** Nothing more will happen to it. */
export const isOver = (state: TicketState) => tones[state] === "done";

export function TicketTag({ state }: { state: TicketState }) {
  return <span class={`tag ${tones[state] ?? ""}`}>{wordOf("ticket", state)}</span>;
}

export function OrderRow({
  order,
  onClick,
  children,
}: {
  order: OrderCard;
  onClick(): void;
  children?: ComponentChildren;
}) {
  return (
    <div class="card">
      <button type="button" class="row" onClick={onClick}>
        <Picture url={order.image_url} />
        <span class="grow">
          <span class="line">
            <b class="cut">{order.title}</b>
            <span
              class={`tag ${order.state === "shipped" ? "run" : order.state === "pending_payment" ? "you" : "done"}`}
            >
              {wordOf("order", order.state)}
            </span>
          </span>
          <span class="line faint">
            <span class="cut">
              {order.item_count > 1 && `${t("items", { n: order.item_count })} · `}
              {money(order.paid_fen)}
            </span>
            <Time at={order.ordered_at} />
          </span>
          {order.last_scan && (
            <span class="scan">
              <Icon name="truck" />
              <span class="cut">{order.last_scan.text}</span>
              <Time at={order.last_scan.at} />
            </span>
          )}
        </span>
      </button>
      {children}
    </div>
  );
}

export function ProductRow({ product }: { product: ProductCard }) {
  const href = safeUrl(product.url);
  const inside = (
    <>
      <Picture url={product.image_url} />
      <span class="grow">
        <b class="two">{product.title}</b>
        <span class="number">{money(product.price_fen)}</span>
      </span>
    </>
  );
  return (
    <div class="card">
      {href ? (
        <a class="row" href={href} target="_blank" rel="noopener noreferrer">
          {inside}
        </a>
      ) : (
        <div class="row">{inside}</div>
      )}
    </div>
  );
}

export function TicketRow({ ticket }: { ticket: TicketBrief }) {
  const { go, state } = useDesk();
  return (
    <div class="card">
      <button type="button" class="row" onClick={() => go({ at: "request", id: ticket.id })}>
        <span class="grow">
          <span class="line">
            <b class="cut">{ticket.title}</b>
            <TicketTag state={ticket.state} />
          </span>
          <span class="line faint">
            <span class="cut">{t("number", { n: ticket.number })}</span>
            {state.fresh.includes(ticket.id) ? (
              <span class="tag run">{t("updated")}</span>
            ) : (
              <Time at={ticket.updated_at} />
            )}
          </span>
        </span>
      </button>
    </div>
  );
}
