// The panel itself: head, the place one is at, the line that tells when the network is gone.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Desk, setDesk } from "../desk";
import { locale, t } from "../i18n";
import { pushed, type View } from "../nav";
import type { Client } from "../state/client";
import { Failure, wordsOf } from "../state/http";
import type { Order, Page } from "../state/types";
import { Forms } from "./Forms";
import { Home } from "./Home";
import { Icon } from "./Icon";
import { OrderPage, Orders } from "./Orders";
import { Request } from "./Request";
import { Requests } from "./Requests";
import { Thread } from "./Thread";
import { keepInside, usePhoneScreen } from "./window";

/** How the page reaches into the panel. */
export interface Handle {
  open(view?: View): void;
  close(): void;
  openRequest(order: string | undefined, type: string | undefined): void;
  human(): void;
}

interface Props {
  client: Client;
  portal?: string;
  pageOrder?: string;
  badge: HTMLElement;
  launcher: HTMLElement;
  onHandle(handle: Handle): void;
}

export function App({ client, portal, pageOrder, badge, launcher, onHandle }: Props) {
  const [open, setOpen] = useState(false);
  const [stack, setStack] = useState<View[]>([{ at: "home" }]);
  const [, draw] = useState(0);
  const [now, setNow] = useState(Date.now());
  const [notice, setNotice] = useState("");
  const panel = useRef<HTMLDivElement>(null);
  const state = client.store.state;
  const view = stack.at(-1) as View;

  useEffect(() => client.store.onChange(() => draw((n) => n + 1)), []);
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => setNow(Date.now()), state.typing_until > Date.now() ? 1000 : 30_000);
    setNow(Date.now());
    return () => clearInterval(timer);
  }, [open, state.typing_until]);

  const go = (next: View) => {
    setNotice("");
    setStack((before) => pushed(before, next));
  };
  const change = async (work: () => Promise<void>) => {
    setNotice("");
    try {
      await work();
    } catch (problem) {
      setNotice(problem instanceof Failure ? wordsOf(problem) : t("failed"));
    }
  };
  // Asked for even when nobody seems to be there: the server knows better, and the thread says what can be done.
  const askHuman = () => {
    go({ at: "thread" });
    const there = ["queued", "offered", "active"].includes(client.store.state.conversation?.state ?? "");
    if (!there) change(() => client.change("POST", `human?clicks=${client.clicks}`));
  };
  const close = () => {
    setOpen(false);
    launcher.focus();
  };
  const desk: Desk = {
    client,
    state,
    now,
    portal,
    pageOrder,
    go,
    replace: (next) => setStack((before) => pushed(before.slice(0, -1), next)),
    askHuman,
    choose(text, action) {
      // `request:exchange:ord_…`: what kind and about which order, as far as it is known.
      const [verb, ...about] = action.split(":");
      const order = about.find((word) => word.startsWith("ord_"));
      if (verb === "human") return askHuman();
      if (verb === "message") return go({ at: "message" });
      if (verb === "request") return go({ at: "start", order, type: about.find((word) => word !== order) });
      client.say("text", text, { action });
      go({ at: "thread" });
    },
  };

  onHandle({
    open(next) {
      client.clicks = 1;
      client.start();
      if (next) setStack(pushed([{ at: "home" }], next));
      else if (!open && client.store.state.conversation?.unread) setStack(pushed([{ at: "home" }], { at: "thread" }));
      setOpen(true);
    },
    close,
    human() {
      client.clicks = 1;
      setOpen(true);
      client.start();
      askHuman();
    },
    async openRequest(order, type) {
      client.start();
      setOpen(true);
      const source = pageOrder ? "order_page" : order ? "order_list" : undefined;
      setStack([{ at: "home" }, { at: "start", order: order && (await orderId(client, order)), type, source }]);
    },
  });

  const unread = open && view.at === "thread" ? 0 : (state.conversation?.unread ?? 0) + state.fresh.length;
  useEffect(() => {
    badge.textContent = unread ? (unread > 99 ? "99+" : `${unread}`) : "";
    launcher.ariaLabel = unread ? `${t("service")} ${t("new_messages", { n: unread })}` : t("service");
    launcher.setAttribute("aria-expanded", String(open));
    launcher.classList.toggle("open", open);
  }, [unread, open]);
  usePhoneScreen(panel, open);
  useLayoutEffect(() => {
    if (open && !panel.current?.contains((panel.current.getRootNode() as ShadowRoot).activeElement))
      panel.current?.focus();
  }, [open, view]);

  setDesk(desk);
  if (!open) return null;
  return (
    <div
      class="panel"
      ref={panel}
      role="dialog"
      aria-modal="true"
      aria-label={t("service")}
      lang={locale}
      tabIndex={-1}
      onClickCapture={(event) => {
        if ((event.target as Element).closest("button")) client.clicks++;
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) {
          event.stopPropagation();
          close();
        } else if (event.key === "Tab") keepInside(event);
      }}
    >
      <Head view={view} desk={desk} onBack={() => setStack((before) => before.slice(0, -1))} onClose={close} />
      <Network client={client} />
      {notice && (
        <p class="banner wrong" role="alert">
          {notice}
        </p>
      )}
      <div class="place" key={JSON.stringify(view)}>
        <Place view={view} />
      </div>
    </div>
  );
}

function Place({ view }: { view: View }) {
  switch (view.at) {
    case "home":
      return <Home />;
    case "thread":
      return <Thread />;
    case "message":
    case "start":
      return <Forms view={view} />;
    case "orders":
      return <Orders pick={view.pick} />;
    case "order":
      return <OrderPage id={view.id} />;
    case "requests":
      return <Requests />;
    case "request":
      return <Request id={view.id} />;
  }
}

function Head({ view, desk, onBack, onClose }: { view: View; desk: Desk; onBack(): void; onClose(): void }) {
  const { state, askHuman, client } = desk;
  const [sure, setSure] = useState(false);
  const { conversation, about } = state;
  const agent = conversation?.state === "active" ? conversation.agent : null;
  const waiting = conversation?.state === "queued" || conversation?.state === "offered";
  const botThere = !conversation || conversation.state === "bot";
  const titles: Record<View["at"], string> = {
    home: about?.shop_name || t("service"),
    thread:
      agent?.nickname ??
      (waiting
        ? t("queue_title")
        : botThere
          ? t("bot")
          : conversation?.state === "offline_message"
            ? t("leave_title")
            : t("ended")),
    message: t("leave_title"),
    orders: t("orders"),
    order: t("order"),
    requests: t("requests"),
    request: t("request"),
    start: t("new_request"),
  };
  return (
    <div class="head">
      {view.at !== "home" && (
        <button type="button" class="tool" onClick={onBack} title={t("back")}>
          <Icon name="back" />
        </button>
      )}
      <span class="grow title">
        <b class="cut">{titles[view.at]}</b>
        {view.at === "thread" && (agent || botThere) && (
          <small class="faint">{agent ? t("agent_sub") : t("bot_sub")}</small>
        )}
      </span>
      {view.at === "thread" && agent ? (
        <button
          type="button"
          class="chip pill"
          onBlur={() => setSure(false)}
          onClick={() =>
            sure
              ? client.change("POST", `conversations/${conversation?.id}/end`).catch(() => setSure(false))
              : setSure(true)
          }
        >
          {sure ? t("end_sure") : t("end")}
        </button>
      ) : (
        view.at !== "home" &&
        !(view.at === "thread" && waiting) && (
          <button type="button" class="chip pill" onClick={askHuman} aria-label={t("door_human")}>
            <Icon name="person" />
            {t("human")}
          </button>
        )
      )}
      <button type="button" class="tool" onClick={onClose} title={t("close")}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Says that the network is gone only when it has been gone for a moment: a blink is no news. */
function Network({ client }: { client: Client }) {
  const down = client.link === "down";
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!down) return;
    const timer = setTimeout(() => setLong(true), 1500);
    return () => clearTimeout(timer);
  }, [down]);
  if (client.refusal)
    return (
      <p class="banner wrong" role="alert">
        {t("refused")}
      </p>
    );
  if (!long || !down) return null;
  return (
    <p class="banner" role="status">
      {client.store.state.about ? t("offline") : t("unreachable")}
    </p>
  );
}

/** Shops know their own numbers, not our ids. */
async function orderId(client: Client, wish: string): Promise<string> {
  if (wish.startsWith("ord_")) return wish;
  const known = client.store.state.about?.orders.find((order) => order.order_no === wish);
  if (known) return known.order_id;
  const { items } = await client.http<Page<Order>>("GET", "orders").catch(() => ({ items: [] as Order[] }));
  return items.find((order) => order.order_no === wish)?.id ?? wish;
}
