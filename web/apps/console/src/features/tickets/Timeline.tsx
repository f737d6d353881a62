import type { UseQueryResult } from "@tanstack/react-query";
import { dateText, SkeletonRows, useLocale } from "@yingke/ui";
import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { Broken } from "../../app/faces";
import type { Detail } from "./api";
import { ChangesLine } from "./ChangesLine";
import { EntryCard } from "./EntryCard";
import { type Entry, type TimelineItem, timeline } from "./model/timeline";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

interface TimelineProps {
  ticket: Detail;
  entries: UseQueryResult<Entry[]>;
}

const NEAR_END_PX = 120;

export const Timeline = ({ ticket, entries }: TimelineProps) => {
  const t = ticketWords.use();
  const box = useRef<HTMLDivElement>(null);
  const items = useMemo(() => timeline(entries.data ?? [], (at) => new Date(at).toDateString()), [entries.data]);
  useStayAtEnd(box, items.length);
  return (
    <div className={css.timeline} ref={box} role="log" aria-label={t("detail.timeline")} aria-busy={entries.isPending}>
      {entries.isPending && <SkeletonRows rows={4} avatar />}
      {entries.isError && (
        <Broken compact title={t("detail.olderFailed")} error={entries.error} retry={() => void entries.refetch()} />
      )}
      {entries.isSuccess && items.length === 0 && <p className={css.quiet}>{t("detail.noEntries")}</p>}
      {items.map((item) => (
        <Item key={item.key} item={item} ticket={ticket} />
      ))}
    </div>
  );
};

const Item = ({ item, ticket }: { item: TimelineItem; ticket: Detail }): ReactNode => {
  const locale = useLocale();
  switch (item.kind) {
    case "day":
      return <div className={css.day}>{dateText(item.at, Date.now(), locale)}</div>;
    case "changes":
      return <ChangesLine ticket={ticket} entries={item.entries} />;
    case "entry":
      return <EntryCard ticket={ticket} entry={item.entry} tone={item.tone} />;
  }
};

/** Opens at the newest; stays there while the reader is there, and never pulls a reader away from older ones. */
const useStayAtEnd = (box: React.RefObject<HTMLDivElement | null>, length: number) => {
  const first = useRef(true);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [box]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || length === 0) return;
    if (first.current || atEnd.current) element.scrollTop = element.scrollHeight;
    first.current = false;
  }, [box, length]);
};
