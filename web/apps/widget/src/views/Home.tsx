// The first view: who we are, what is going on, what the customer probably wants, and the four doors side by side.
import { useDesk } from "../desk";
import { stamp, t, waitOf } from "../i18n";
import type { State } from "../state/model";
import { isOver, OrderRow, TicketRow } from "./Cards";
import { Skeleton } from "./Face";
import { Icon } from "./Icon";

const OPEN = ["bot", "queued", "offered", "active"];

export function Home() {
  const { state, go, choose, pageOrder } = useDesk();
  const { about, conversation } = state;
  if (!about)
    return (
      <div class="page">
        <Skeleton rows={5} />
      </div>
    );
  const here = (order: { order_id: string; order_no: string }) =>
    order.order_id === pageOrder || order.order_no === pageOrder;
  const orders = [...about.orders].sort((a, b) => Number(here(b)) - Number(here(a)));
  const open = state.tickets.filter((ticket) => !isOver(ticket.state));
  return (
    <>
      <div class="page grow">
        <div class="hello">
          <h1 class="two">
            {about.nickname && !about.anonymous ? t("hello_name", { name: about.nickname }) : t("hello")}
          </h1>
          <p>{about.greeting}</p>
        </div>
        {conversation && OPEN.includes(conversation.state) && conversation.last_seq > 0 && (
          <button type="button" class="card row going" onClick={() => go({ at: "thread" })}>
            <Icon name={conversation.agent ? "person" : "bot"} />
            <span class="grow">
              <b>{t("continue_talk")}</b>
              <span class="faint">
                {conversation.agent?.nickname ?? (conversation.state === "bot" ? t("bot") : t("queue_title"))}
              </span>
            </span>
            {conversation.unread > 0 ? <span class="count">{conversation.unread}</span> : <Icon name="next" />}
          </button>
        )}
        {about.predicted.length > 0 && (
          <section>
            <h2>{t("ask_likely")}</h2>
            <div class="chips">
              {about.predicted.slice(0, 4).map((option) => (
                <button
                  type="button"
                  class="chip"
                  key={option.action + option.text}
                  onClick={() => choose(option.text, option.action)}
                >
                  {option.label}
                </button>
              ))}
            </div>
          </section>
        )}
        {orders.length > 0 && (
          <section>
            <Heading text={t("your_orders")} onAll={() => go({ at: "orders" })} />
            <div class="stack">
              {orders.slice(0, 3).map((order) => (
                <OrderRow key={order.order_id} order={order} onClick={() => go({ at: "order", id: order.order_id })} />
              ))}
            </div>
          </section>
        )}
        {open.length > 0 && (
          <section>
            <Heading text={t("my_requests")} onAll={() => go({ at: "requests" })} />
            <div class="stack">
              {open.slice(0, 3).map((ticket) => (
                <TicketRow key={ticket.id} ticket={ticket} />
              ))}
            </div>
          </section>
        )}
      </div>
      <Doors />
    </>
  );
}

function Heading({ text, onAll }: { text: string; onAll(): void }) {
  return (
    <div class="line">
      <h2>{text}</h2>
      <button type="button" class="link" onClick={onAll} aria-label={`${text} ${t("all")}`}>
        {t("all")}
      </button>
    </div>
  );
}

function Doors() {
  const { state, go, askHuman } = useDesk();
  const door = (icon: "bot" | "person" | "phone" | "paper", name: string, sub: string, onClick: () => void) => (
    <button type="button" onClick={onClick}>
      <Icon name={icon} />
      <span class="title">
        <b>{name}</b>
        <small>{sub}</small>
      </span>
    </button>
  );
  return (
    <nav class="doors" aria-label={t("service")}>
      {door("bot", t("door_bot"), t("door_bot_sub"), () => go({ at: "thread" }))}
      {door("person", t("door_human"), humanDoor(state), askHuman)}
      {state.about?.call_back
        ? door("phone", t("door_call"), t("door_call_sub"), () => go({ at: "message" }))
        : door("phone", t("leave_message"), t("door_call_sub"), () => go({ at: "message" }))}
      {door("paper", t("door_request"), t("door_request_sub"), () => go({ at: "start" }))}
    </nav>
  );
}

/** What is true about the way to a person right now. */
function humanDoor({ conversation, about }: State): string {
  if (conversation?.state === "active" && conversation.agent) return conversation.agent.nickname;
  if (conversation?.state === "queued" || conversation?.state === "offered") return t("queue_title");
  const door = about?.human;
  if (!door?.open) return door?.back_at ? t("back_at", { time: stamp(door.back_at, Date.now()) }) : t("nobody");
  if (door.wait_ms === 0) return t("no_wait");
  const wait = waitOf(door.wait_ms);
  return wait ? t("ahead_wait", { n: door.ahead, wait }) : t("ahead", { n: door.ahead });
}
