import ArrowDownOutlined from "@ant-design/icons/es/icons/ArrowDownOutlined";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { Button, EmptyState, SkeletonRows, useNow } from "@yingke/ui";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useAgents } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { appWords } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { markRead, olderMessages, threadKey, threadQuery } from "../api";
import { TYPING_FADES_MS, useMoments } from "../model/moments";
import { outgoingOf, useOutbox } from "../model/outgoing";
import { type Row, threadRows } from "../model/rows";
import { mergeMessages, type Thread } from "../model/thread";
import type { Conversation, Message } from "../model/types";
import { words } from "../words";
import { RowView } from "./RowView";
import css from "./thread.module.css";

const NEAR_TOP_ROWS = 12;
const AT_END_PX = 80;

/** The thread: anchored at its end, older messages come in above without moving what is read. */
export const Messages = ({ conversation }: { conversation: Conversation }) => {
  const client = useQueryClient();
  const thread = useQuery(threadQuery(conversation.id, client));
  if (thread.isPending) {
    return (
      <div className={css.scroller} aria-busy="true">
        <SkeletonRows rows={6} avatar />
      </div>
    );
  }
  if (!thread.data) {
    return (
      <div className={css.scroller}>
        <Broken error={thread.error} retry={() => void thread.refetch()} />
      </div>
    );
  }
  return <List conversation={conversation} thread={thread.data} />;
};

const List = ({ conversation, thread }: { conversation: Conversation; thread: Thread }) => {
  const t = words.use();
  const app = appWords.use();
  const { id } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const [openFolds, setOpenFolds] = useState<ReadonlySet<string>>(new Set());
  const [lookedSeq] = useState(conversation.unread_agent > 0 ? conversation.agent_read_seq : undefined);
  const items = useOutbox((outbox) => outbox.items);
  const rows = useMemo(
    () =>
      threadRows({
        messages: thread.messages,
        outgoing: outgoingOf(items, id),
        lookedSeq,
        foldBot: conversation.state !== "bot",
        openFolds,
        dayOf,
      }),
    [thread.messages, items, id, lookedSeq, conversation.state, openFolds],
  );

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => estimate(rows[at]),
    getItemKey: (at) => rows[at]?.key ?? at,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: AT_END_PX,
    overscan: 10,
    paddingStart: 16,
    paddingEnd: 30,
  });
  const shown = virtual.getVirtualItems();

  useLayoutEffect(() => virtual.scrollToEnd(), []);

  const older = useOlder(id, thread, (shown[0]?.index ?? 0) <= NEAR_TOP_ROWS && rows.length > 0);
  const atEnd = useAtEnd(scroller.current);
  useMarkRead(conversation, thread.messages.at(-1)?.seq, atEnd);

  useStayAtEnd(scroller, virtual, rows);

  const toggleFold = (key: string) =>
    setOpenFolds((open) => {
      const next = new Set(open);
      if (!next.delete(key)) next.add(key);
      return next;
    });

  const last = thread.messages.at(-1);
  return (
    <div className={css.stage}>
      <div ref={scroller} className={css.scroller} tabIndex={-1}>
        {older.state !== "idle" && (
          <div className={css.older} role="status">
            {older.state === "loading" ? (
              t("thread.loading_older")
            ) : (
              <>
                {app("error.load")}{" "}
                <Button size="small" onClick={older.retry}>
                  {app("action.retry")}
                </Button>
              </>
            )}
          </div>
        )}
        {rows.length === 0 && <EmptyState title={t("thread.empty")} hint={t("thread.empty_hint")} />}
        <ul className={css.rows} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ key, index, start }) => {
            const row = rows[index];
            return (
              row && (
                <li
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  className={css.row}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <RowView row={row} conversation={conversation} toggleFold={toggleFold} />
                </li>
              )
            );
          })}
        </ul>
      </div>
      <Typing id={id} name={conversation.customer.nickname || app("customer.anonymous")} />
      {!atEnd && rows.length > 0 && (
        <JumpToEnd last={last} jump={() => virtual.scrollToEnd({ behavior: rows.length > 400 ? "auto" : "smooth" })} />
      )}
      <Announcer last={last} />
    </div>
  );
};

const dayFormat = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short" });
const dayOf = (at: number) => dayFormat.format(at);

/** Close enough that the scrollbar does not dance; the real height is measured when the row is drawn. */
const estimate = (row: Row | undefined): number => {
  if (!row) return 40;
  const above = (row.day === undefined ? 0 : 44) + (row.isNew ? 32 : 0);
  switch (row.type) {
    case "fold":
      return above + 52;
    case "event":
      return above + 30;
    case "outgoing":
      return above + 44 + Math.ceil(row.outgoing.body.length / 34) * 22;
    case "message": {
      const { kind, body } = row.message;
      const card = kind === "text" || kind === "answer" || kind === "options" ? 0 : 110;
      return above + (row.head ? 44 : 24) + card + Math.ceil(body.length / 34) * 22;
    }
  }
};

const useOlder = (id: string, thread: Thread, near: boolean) => {
  const client = useQueryClient();
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const first = thread.messages[0]?.seq;
  const load = async () => {
    if (first === undefined) return;
    setState("loading");
    try {
      const page = await olderMessages(id, first);
      client.setQueryData<Thread>(threadKey(id), (held) =>
        held ? { messages: mergeMessages(held.messages, page.items), hasMore: page.has_more } : held,
      );
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  const wanted = near && thread.hasMore && state === "idle";
  useEffect(() => {
    if (wanted) void load();
  }, [wanted, first]);
  return { state, retry: load };
};

/**
 * An own message comes into sight and stays there while it grows to its real height (a picture, a card), until the
 * person scrolls away.
 */
const useStayAtEnd = (
  scroller: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  rows: Row[],
) => {
  const staying = useRef(false);
  const last = rows.at(-1);
  const sentKey = last?.type === "outgoing" ? last.key : undefined;
  const height = virtual.getTotalSize();
  useEffect(() => {
    const leave = () => {
      staying.current = false;
    };
    const element = scroller.current;
    const ways = ["wheel", "touchmove", "pointerdown"] as const;
    for (const way of ways) element?.addEventListener(way, leave, { passive: true });
    return () => {
      for (const way of ways) element?.removeEventListener(way, leave);
    };
  }, [scroller]);
  useEffect(() => {
    if (sentKey) staying.current = true;
  }, [sentKey]);
  // A growing composer or a banner takes height from below: what stood at the end goes on standing there.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let atEnd = true;
    const look = () => {
      atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
    };
    const resized = new ResizeObserver(() => {
      // Not through the virtualizer: it learns its new height in the same moment, maybe after us.
      if (atEnd) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", look, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [scroller]);
  useEffect(() => {
    if (staying.current && height > 0 && rows.length > 0) virtual.scrollToEnd();
  }, [virtual, height, rows.length]);
};

const useAtEnd = (scroller: HTMLDivElement | null): boolean => {
  const [atEnd, setAtEnd] = useState(true);
  useEffect(() => {
    if (!scroller) return;
    const look = () => setAtEnd(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END_PX * 2);
    scroller.addEventListener("scroll", look, { passive: true });
    return () => scroller.removeEventListener("scroll", look);
  }, [scroller]);
  return atEnd;
};

const READ_PAUSE_MS = 400;

/** What its agent has on the screen counts as read; a hidden window reads nothing. */
const useMarkRead = (conversation: Conversation, lastSeq: number | undefined, atEnd: boolean) => {
  const myId = useMe().agent.id;
  const focused = useNow(1000) > 0 && document.visibilityState === "visible";
  const { id, agent_id, agent_read_seq, unread_agent } = conversation;
  const due = agent_id === myId && atEnd && focused && (agent_read_seq < (lastSeq ?? 0) || unread_agent > 0);
  const asked = useRef(0);
  useEffect(() => {
    if (!due || lastSeq === undefined || asked.current >= lastSeq) return;
    const timer = setTimeout(() => {
      asked.current = lastSeq;
      // Lost is no harm: the next message, or the next look, says it again.
      markRead(id, lastSeq).catch(() => {
        asked.current = 0;
      });
    }, READ_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [due, id, lastSeq]);
};

const Typing = ({ id, name }: { id: string; name: string }) => {
  const t = words.use();
  const agents = useAgents();
  const typing = useMoments((moments) => moments.typing[id]);
  const now = useNow(1000);
  if (!typing || now - typing.at > TYPING_FADES_MS) return null;
  const who = typing.who === "customer" ? name : agents.get(typing.who.agent.agent_id)?.name;
  return who ? (
    <p className={css.typing}>
      <span className={css.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t("thread.typing", { name: who })}
    </p>
  ) : null;
};

const JumpToEnd = ({ last, jump }: { last: Message | undefined; jump: () => void }) => {
  const t = words.use();
  const [from] = useState(last?.seq ?? 0);
  const fresh = (last?.seq ?? 0) - from;
  return (
    <button type="button" className={css.jump} onClick={jump}>
      <ArrowDownOutlined aria-hidden="true" />
      {fresh > 0 ? t("thread.jump_new", { count: fresh }) : t("thread.jump")}
    </button>
  );
};

/** Says new messages of others to a screen reader, and only those: the list itself is redrawn while scrolling. */
const Announcer = ({ last }: { last: Message | undefined }) => {
  const t = words.use();
  const [from] = useState(last?.seq ?? 0);
  const say = last && last.seq > from && last.sender_kind !== "agent" ? last : undefined;
  return (
    <p className="sr-only" aria-live="polite">
      {say && t("thread.announce", { name: say.sender_name ?? "", text: say.body })}
    </p>
  );
};
