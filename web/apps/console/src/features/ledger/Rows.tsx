import { useInfiniteQuery } from "@tanstack/react-query";
import { RelativeTime, StatusTag, type Tone } from "@yingke/ui";
import { useState } from "react";
import { AppLink } from "../../app/go";
import { rowsQuery } from "./api";
import { EvidenceList } from "./EvidenceList";
import css from "./ledger.module.css";
import type { Class, Row, Search } from "./model";
import { Pages } from "./Pages";
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
export const Rows = ({ search, now }: { search: Search; now: number }) => (
  <Pages list={useInfiniteQuery(rowsQuery(search, now))}>
    {(row) => <OneRow key={row.conversation_id} row={row} long={search.window === "7d"} />}
  </Pages>
);

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
