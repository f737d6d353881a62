import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, EmptyState, SkeletonRows } from "@yingke/ui";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { flat } from "../../../app/cache";
import { Broken } from "../../../app/faces";
import { go } from "../../../app/go";
import { query } from "../../../app/http";
import { appWords } from "../../../app/i18n";
import { type Command, useCommands } from "../../../app/keys";
import { conversationsQuery } from "../api";
import type { Filter } from "../model/filter";
import { words } from "../words";
import { Filters } from "./Filters";
import css from "./list.module.css";
import { Row } from "./Row";

export const ROW_HEIGHT = 68;

interface ConversationListProps {
  filter: Filter;
  selectedId: string | undefined;
}

export const ConversationList = ({ filter, selectedId }: ConversationListProps) => {
  const t = words.use();
  return (
    <section className={css.list} aria-label={t("list.label")}>
      <Filters filter={filter} />
      <Rows key={JSON.stringify(filter)} filter={filter} selectedId={selectedId} />
    </section>
  );
};

const Rows = ({ filter, selectedId }: ConversationListProps) => {
  const t = words.use();
  const app = appWords.use();
  const list = useInfiniteQuery(conversationsQuery(filter));
  const conversations = useMemo(() => flat(list.data), [list.data]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => conversations[at]?.id ?? at,
    overscan: 6,
  });
  const rows = virtual.getVirtualItems();

  const lastShown = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastShown >= conversations.length - 10) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, lastShown, conversations.length, fetchNextPage]);

  const selectedAt = conversations.findIndex(({ id }) => id === selectedId);
  useKeepInSight(scroller.current, selectedAt, selectedId);
  useListKeys(conversations, selectedAt, filter);

  if (list.isPending) return <SkeletonRows rows={9} avatar />;
  if (list.isError && conversations.length === 0) {
    return <Broken error={list.error} retry={() => void list.refetch()} />;
  }
  if (conversations.length === 0) return <NoRows filter={filter} />;
  return (
    <div ref={scroller} className={css.scroller} aria-busy={list.isFetching}>
      <ul style={{ height: virtual.getTotalSize() }} className={css.rows}>
        {rows.map(({ key, index, start }) => {
          const conversation = conversations[index];
          return (
            conversation && (
              <li
                key={key}
                style={{ translate: `0 ${start}px`, height: ROW_HEIGHT }}
                aria-posinset={index + 1}
                aria-setsize={hasNextPage ? -1 : conversations.length}
              >
                <Row conversation={conversation} filter={filter} selected={conversation.id === selectedId} />
              </li>
            )
          );
        })}
      </ul>
      {isFetchingNextPage && <p className={css.more}>{app("list.loading_more")}</p>}
      {isFetchNextPageError && (
        <p className={css.more}>
          {app("error.load")}{" "}
          <Button size="small" onClick={() => void fetchNextPage()}>
            {app("action.retry")}
          </Button>
        </p>
      )}
      {!hasNextPage && conversations.length > 12 && <p className={css.more}>{t("list.end")}</p>}
    </div>
  );
};

const NoRows = ({ filter }: { filter: Filter }) => {
  const t = words.use();
  const narrowed = filter.q || filter.state || filter.group_id || filter.agent_id;
  return narrowed ? (
    <EmptyState
      title={t("list.none_found")}
      hint={t("list.none_found_hint")}
      action={<Button onClick={() => go(`/inbox${query({ box: filter.box })}`)}>{t("filter.clear")}</Button>}
    />
  ) : (
    <EmptyState title={t(`list.none_${filter.box}`)} hint={t(`list.none_${filter.box}_hint`)} />
  );
};

/** A row that moves because of new activity takes the view along, when it would leave it otherwise. */
const useKeepInSight = (scroller: HTMLDivElement | null, selectedAt: number, selectedId: string | undefined) => {
  const before = useRef({ at: -1, id: selectedId });
  useLayoutEffect(() => {
    const { at, id } = before.current;
    before.current = { at: selectedAt, id: selectedId };
    if (!scroller || selectedAt < 0) return;
    const top = selectedAt * ROW_HEIGHT;
    const hidden = top < scroller.scrollTop || top + ROW_HEIGHT > scroller.scrollTop + scroller.clientHeight;
    if (!hidden) return;
    if (id === selectedId && at >= 0) {
      if (at !== selectedAt) scroller.scrollTop += (selectedAt - at) * ROW_HEIGHT;
    } else {
      scroller.scrollTop = top - scroller.clientHeight / 2;
    }
  }, [scroller, selectedAt, selectedId]);
};

const useListKeys = (conversations: { id: string }[], selectedAt: number, filter: Filter) => {
  const step = useRef((_by: number) => undefined as undefined);
  step.current = (by) => {
    const next = conversations[Math.max(0, Math.min(conversations.length - 1, selectedAt + by))];
    if (next) go(`/inbox/${next.id}${query({ ...filter })}`);
  };
  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: "inbox.next",
          title: () => words.t("command.next"),
          section: "conversation",
          keys: "j",
          keysOnly: true,
          run: () => step.current(1),
        },
        {
          id: "inbox.previous",
          title: () => words.t("command.previous"),
          section: "conversation",
          keys: "k",
          keysOnly: true,
          run: () => step.current(-1),
        },
      ],
      [],
    ),
  );
};
