// The conversation: everything that was said, oldest first, with what is on its way at the end.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "../desk";
import { readable, stamp, t } from "../i18n";
import type { Pending } from "../state/outbox";
import type { Message } from "../state/types";
import { Composer } from "./Composer";
import { Icon } from "./Icon";
import { Bubble, Content } from "./Message";
import { Objection } from "./Objection";
import { Queue } from "./Queue";
import { Stars } from "./Stars";

const GAP_MS = 5 * 60_000;

export function Thread() {
  const { client, state, now, choose } = useDesk();
  const { conversation, groups, outbox, about } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const heightBefore = useRef(0);
  const [away, setAway] = useState(false);
  const [loading, setLoading] = useState(false);
  const [started, setStarted] = useState(false);
  // Where the news began when the customer came; it stays put while they read.
  const [newFrom, setNewFrom] = useState<{ id: string; seq: number } | null>(null);

  const messages = groups.flatMap((group) => group.items);
  const last = messages.at(-1);

  useEffect(() => {
    if (conversation?.unread) setNewFrom({ id: conversation.id, seq: conversation.customer_read_seq });
  }, [about === null]);

  // Whether there is anything earlier is known only by asking.
  useEffect(() => {
    if (!groups[0]?.more) older();
  }, [about?.customer_id]);

  // Read is what was on screen, in a page that is being looked at.
  useEffect(() => {
    const seen = () => {
      const theirs = groups.at(-1)?.items.findLast((message) => message.sender_kind !== "customer");
      if (!document.hidden && atEnd.current && theirs?.conversation_id === conversation?.id && theirs)
        client.read(theirs.seq);
    };
    seen();
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [last?.id, client.link, away, conversation?.customer_read_seq]);

  const toEnd = () => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  };
  const older = async () => {
    const box = scroller.current;
    if (loading || started || !about || !box) return;
    setLoading(true);
    heightBefore.current = box.scrollHeight - box.scrollTop;
    try {
      if (!(await client.older())) setStarted(true);
    } catch {
      // The next scroll to the top tries again.
    }
    setLoading(false);
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (heightBefore.current) {
      box.scrollTop = box.scrollHeight - heightBefore.current;
      if (!loading) heightBefore.current = 0;
    } else if (atEnd.current) toEnd();
  }, [groups, outbox, loading, conversation?.can_rate, state.typing_until > now]);
  // What the customer has just said is always in sight.
  useLayoutEffect(() => {
    heightBefore.current = 0;
    atEnd.current = true;
    toEnd();
  }, [outbox.at(-1)?.client_id]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // A keyboard or a loading picture changes the height without any news.
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    watch.observe(box);
    if (box.firstElementChild) watch.observe(box.firstElementChild);
    return () => watch.disconnect();
  }, []);

  const typing = state.typing_until > Date.now();
  return (
    <>
      <Queue />
      <section
        class="scroll"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        aria-label={t("thread")}
        onScroll={(event) => {
          const box = event.currentTarget;
          atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
          setAway(!atEnd.current);
          if (box.scrollTop < 80 && messages.length) older();
        }}
      >
        <div class="messages">
          {!started && messages.length > 0 && (
            <button type="button" class="link middle" disabled={loading} onClick={older}>
              {loading ? t("loading") : t("older")}
            </button>
          )}
          {!messages.length && !outbox.length && (
            <div class="start">
              <p>{about?.greeting || t("empty_thread")}</p>
              {about?.greeting && <p class="faint">{t("empty_thread")}</p>}
              <div class="chips">
                {about?.predicted.slice(0, 4).map((option) => (
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
            </div>
          )}
          <div role="log" aria-live="polite" aria-relevant="additions" aria-label={t("thread")}>
            {messages.map((message, i) => {
              const before = messages[i - 1];
              const parted =
                !before || message.at - before.at > GAP_MS || before.conversation_id !== message.conversation_id;
              const news =
                newFrom &&
                message.conversation_id === newFrom.id &&
                message.seq > newFrom.seq &&
                (before?.seq ?? 0) <= newFrom.seq;
              return (
                <div key={message.client_id && message.sender_kind === "customer" ? message.client_id : message.id}>
                  {parted && <p class="stamp">{stamp(message.at, now)}</p>}
                  {news && <p class="news-line">{t("new_line")}</p>}
                  <Line message={message} before={parted ? undefined : before} last={message === last} />
                </div>
              );
            })}
            {outbox.map((item) => (
              <OnItsWay key={item.client_id} item={item} />
            ))}
          </div>
          <Mark />
          {typing && (
            <p class="typing" role="status" aria-label={t("typing")}>
              <i />
              <i />
              <i />
            </p>
          )}
          {conversation?.can_rate && conversation.rating == null && (
            <Stars
              name="service"
              onRate={(rating) => client.change("POST", `conversations/${conversation.id}/rating`, rating)}
            />
          )}
          {conversation?.ended_at && conversation.rating != null && (
            <p class="notice">{t("rated", { n: conversation.rating })}</p>
          )}
          {conversation?.ended_at && !conversation.agent && messages.some((message) => message.kind === "answer") && (
            <Objection key={conversation.id} id={conversation.id} />
          )}
        </div>
      </section>
      {away && (
        <button type="button" class="jump" onClick={toEnd} title={t("to_newest")}>
          {conversation?.unread ? t("new_messages", { n: conversation.unread }) : <Icon name="down" />}
        </button>
      )}
      <Composer />
    </>
  );
}

function Line({ message, before, last }: { message: Message; before?: Message; last: boolean }) {
  if (message.kind === "notice") return <p class="notice">{message.body}</p>;
  const who = message.sender_kind;
  const name = who === "customer" ? t("you") : who === "bot" ? t("bot") : message.sender_name || t("human");
  const again = before?.kind !== "notice" && before?.sender_kind === who && before?.sender_name === message.sender_name;
  return (
    <div class={`said ${who}`}>
      {again || who === "customer" ? (
        <span class="sr">{name}</span>
      ) : (
        <span class="name">
          <Icon name={who === "bot" ? "bot" : "person"} />
          <span class="cut">{name}</span>
        </span>
      )}
      <Bubble message={message} last={last} />
    </div>
  );
}

function OnItsWay({ item }: { item: Pending }) {
  const { client } = useDesk();
  const failed = item.state === "failed";
  return (
    <div class={`said customer ${failed ? "failed" : "pending"}`}>
      <span class="sr">{t("you")}</span>
      <Content words={item} preview={client.preview(item.client_id)} />
      {item.state === "uploading" && <progress value={item.progress} max={1} aria-label={t("sending")} />}
      {failed ? (
        <span class="mark wrong" role="alert">
          {t("not_sent")}
          {readable(item.why) && ` · ${readable(item.why)}`}
          <button type="button" class="link" onClick={() => client.retry(item.client_id)}>
            {t("resend")}
          </button>
          <button type="button" class="link" onClick={() => client.forget(item.client_id)}>
            {t("remove")}
          </button>
        </span>
      ) : (
        <span class="mark">{client.link === "down" ? t("waiting_network") : t("sending")}</span>
      )}
    </div>
  );
}

/** Under the customer's newest message: it has arrived, or it has been read. */
function Mark() {
  const { state } = useDesk();
  const { conversation, groups, outbox } = state;
  const newest = groups.at(-1)?.items.at(-1);
  if (newest?.sender_kind !== "customer" || outbox.length || newest.conversation_id !== conversation?.id) return null;
  return <p class="mark">{conversation.agent_read_seq >= newest.seq ? t("read") : t("delivered")}</p>;
}
