import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Broken } from "../../app/faces";
import { useCommands } from "../../app/keys";
import { onFrame } from "../../app/live";
import { useMe } from "../../app/session";
import { ticketListQuery } from "./api";
import { HeaderRow } from "./HeaderRow";
import { gridTemplate, readPrefs } from "./model/columns";
import { activeFilters, canonical, type TicketSearch } from "./model/filters";
import { hasLeft, isNews, type Pages, rowsOf } from "./model/live";
import { useNames } from "./names";
import { useTicketPrefs } from "./prefs";
import { TicketRow } from "./TicketRow";
import css from "./tickets.module.css";
import { useNarrow } from "./useNarrow";
import { ticketWords } from "./words";

/** Where a list was left: coming back from a ticket, the reader finds the same rows under the same finger. */
const places = new Map<string, { offset: number; ticketId?: string }>();

const ROW_PX = 40;
const CARD_PX = 76;
const READ_AHEAD_ROWS = 30;

export const TicketTable = ({ search }: { search: TicketSearch }) => {
  const t = ticketWords.use();
  const names = useNames();
  const narrow = useNarrow();
  const me = useMe().agent;
  const key = canonical(search);
  const options = ticketListQuery(search);
  const list = useInfiniteQuery(options);
  const rows = useMemo(() => rowsOf(list.data as Pages | undefined), [list.data]);
  const columns = useTicketPrefs((prefs) => prefs.columns);
  const prefs = useMemo(() => readPrefs(columns), [columns]);
  const scroller = useRef<HTMLDivElement>(null);
  const place = places.get(key);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? CARD_PX : ROW_PX),
    getItemKey: (index) => rows[index]?.id ?? index,
    initialOffset: place?.offset ?? 0,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [virtual, narrow]);
  const items = virtual.getVirtualItems();

  const lastShown = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastShown >= rows.length - READ_AHEAD_ROWS) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, lastShown, rows.length]);

  const remember = useCallback(
    (ticketId?: string) =>
      places.set(key, {
        offset: scroller.current?.scrollTop ?? 0,
        ticketId: ticketId ?? places.get(key)?.ticketId,
      }),
    [key],
  );
  useRowKeys(rows, virtual.scrollToIndex, scroller, place?.ticketId);
  const { fresh, showFresh } = useFresh(search);

  if (list.isPending) return <SkeletonRows rows={12} />;
  if (list.isError && rows.length === 0) return <Broken error={list.error} retry={() => void list.refetch()} />;
  if (rows.length === 0 && fresh === 0) return <Nothing search={search} />;

  return (
    <div className={css.scroller} ref={scroller} onScroll={() => remember()} data-narrow={narrow || undefined}>
      {/* biome-ignore-start lint/a11y/useSemanticElements: rows are drawn where they scroll into view, which a table element cannot do. */}
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: the link inside each row takes the focus. */}
      <div
        role="table"
        aria-label={t("list.label")}
        aria-rowcount={hasNextPage ? -1 : rows.length}
        className={css.table}
      >
        {!narrow && <HeaderRow prefs={prefs} />}
        {fresh > 0 && (
          <button type="button" className={css.fresh} onClick={showFresh}>
            {t("list.fresh", { count: fresh })}
          </button>
        )}
        <div role="rowgroup" className={css.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const ticket = rows[item.index];
            return (
              ticket && (
                <TicketRow
                  key={ticket.id}
                  ticket={ticket}
                  index={item.index}
                  top={item.start}
                  prefs={prefs}
                  template={gridTemplate(prefs)}
                  names={names}
                  left={hasLeft(search, ticket, me)}
                  narrow={narrow}
                  onOpen={() => remember(ticket.id)}
                />
              )
            );
          })}
        </div>
      </div>
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: as above. */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: as above. */}
      <div className={css.listEnd} role="status">
        {isFetchNextPageError ? (
          <Broken compact error={list.error} retry={() => void fetchNextPage()} />
        ) : hasNextPage ? (
          t("list.more")
        ) : (
          t("list.end", { count: rows.length })
        )}
      </div>
    </div>
  );
};

const Nothing = ({ search }: { search: TicketSearch }) => {
  const t = ticketWords.use();
  const filtered = activeFilters(search).length > 0 || Boolean(search.q);
  return (
    <EmptyState
      title={filtered ? t("list.noMatch") : t("list.empty")}
      hint={filtered ? t("list.noMatchHint") : t("list.emptyHint")}
    />
  );
};

/** Tickets that came while the list stood still. They are shown when the reader asks for them. */
const useFresh = (search: TicketSearch) => {
  const client = useQueryClient();
  const me = useMe().agent;
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const options = useMemo(() => ticketListQuery(search), [search]);
  useEffect(() => {
    return onFrame("ticket", ({ ticket }) => {
      const held = client.getQueryData(options.queryKey) as Pages | undefined;
      if (held && isNews(held, ticket, search, me)) setIds((now) => new Set(now).add(ticket.id));
    });
  }, [client, options, search, me]);
  const showFresh = () => {
    setIds(new Set());
    // Only the first page is read again; the others follow as the reader scrolls.
    client.setQueryData(options.queryKey, (held) =>
      held ? { pages: held.pages.slice(0, 1), pageParams: held.pageParams.slice(0, 1) } : held,
    );
    void client.invalidateQueries({ queryKey: options.queryKey });
  };
  return { fresh: ids.size, showFresh };
};

/** j and k move the focus from row to row; Enter then opens, as on any link. */
const useRowKeys = (
  rows: readonly { id: string }[],
  scrollToIndex: (index: number) => void,
  scroller: React.RefObject<HTMLDivElement | null>,
  lastOpened: string | undefined,
) => {
  const latest = useRef(rows);
  latest.current = rows;
  const current = useRef(lastOpened);
  const move = useCallback(
    (step: number) => {
      const focused = document.activeElement?.closest<HTMLElement>("[data-ticket]")?.dataset.ticket;
      const from = latest.current.findIndex((row) => row.id === (focused ?? current.current));
      const to = Math.max(0, Math.min(latest.current.length - 1, from + step));
      const row = latest.current[to];
      if (!row) return;
      current.current = row.id;
      scrollToIndex(to);
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-ticket="${row.id}"] a`)?.focus({ preventScroll: true }),
      );
    },
    [scrollToIndex, scroller],
  );
  useCommands(
    useMemo(
      () =>
        (
          [
            ["tickets.next", "j", 1],
            ["tickets.previous", "k", -1],
          ] as const
        ).map(([id, keys, step]) => ({
          id,
          keys,
          title: () => ticketWords.t(step > 0 ? "list.next" : "list.previous"),
          section: "ticket" as const,
          keysOnly: true,
          run: () => move(step),
        })),
      [move],
    ),
  );
};
