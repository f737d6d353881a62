import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag, type Tone } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { rowsQuery } from "./api";
import { EvidenceList } from "./EvidenceList";
import css from "./ledger.module.css";
import type { Class, Row, Search } from "./model";
import { ledgerWords } from "./words";

const TONE = {
  confirmed: "success",
  assumed: "success",
  pending: "neutral",
  gave_up: "warning",
  failed: "danger",
  nothing_asked: "neutral",
} satisfies Record<Class, Tone>;

/** The conversations behind what is chosen above, newest first. */
export const Rows = ({ search, now }: { search: Search; now: number }) => {
  const t = ledgerWords.use();
  const app = appWords.use();
  const list = useInfiniteQuery(rowsQuery(search, now));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonRows rows={6} />;
  if (list.isError && rows.length === 0) return <Broken error={list.error} retry={() => void list.refetch()} />;
  if (rows.length === 0) return <EmptyState compact title={t("rows.none")} hint={t("rows.none.hint")} />;
  return (
    <>
      <ul className={css.rows}>
        {rows.map((row) => (
          <OneRow key={row.conversation_id} row={row} long={search.window === "7d"} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={css.more}>
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {list.isFetchingNextPage ? app("list.loading_more") : app("action.more")}
          </Button>
        </div>
      )}
    </>
  );
};

const OneRow = ({ row, long }: { row: Row; long: boolean }) => {
  const t = ledgerWords.use();
  const [open, setOpen] = useState(false);
  const { class: what, reason } = long ? { class: row.class_7d, reason: row.reason_7d } : row;
  return (
    <li className={css.row}>
      <div className={css.line}>
        <StatusTag tone={TONE[what]}>{t(`class.${what}`)}</StatusTag>
        <AppLink href={`/inbox/${row.conversation_id}`} className={css.question}>
          {row.question || t("row.no_words")}
        </AppLink>
        <span className={css.why}>{t(`reason.${reason}`)}</span>
        <span className={css.who}>{row.customer || t("row.guest")}</span>
        <RelativeTime at={row.started_at} className={css.when} />
        <button type="button" className={css.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "evidence.hide" : "evidence.show", { count: row.evidence.length })}
        </button>
      </div>
      {open && <EvidenceList row={row} />}
    </li>
  );
};
