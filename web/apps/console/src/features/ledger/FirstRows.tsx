import { useInfiniteQuery } from "@tanstack/react-query";
import { exactText, RelativeTime, StatusTag, type Tone, useLocale } from "@yingke/ui";
import { AppLink } from "../../app/go";
import { firstCasesQuery } from "./api";
import css from "./ledger.module.css";
import type { FirstRow, Search } from "./model";
import { Pages } from "./Pages";
import { ledgerWords } from "./words";

const TONE = {
  open: "neutral",
  pending: "neutral",
  resolved: "success",
  unresolved: "danger",
  follow_up: "warning",
  nothing_asked: "neutral",
} satisfies Record<FirstRow["outcome"], Tone>;

/** The cases behind a figure of first-contact resolution, the last one that ended first. */
export const FirstRows = ({ search, now }: { search: Search; now: number }) => (
  <Pages list={useInfiniteQuery(firstCasesQuery(search, now))}>
    {(row) => <OneCase key={row.conversation_id} row={row} />}
  </Pages>
);

const OneCase = ({ row }: { row: FirstRow }) => {
  const t = ledgerWords.use();
  const locale = useLocale();
  return (
    <li className={css.row}>
      <div className={css.line}>
        <StatusTag tone={TONE[row.outcome]}>{t(`outcome.${row.outcome}`)}</StatusTag>
        <AppLink href={`/inbox/${row.conversation_id}`} className={css.question}>
          {row.question || t("row.no_words")}
        </AppLink>
        <span className={css.why} title={row.due_at ? exactText(row.due_at, locale) : undefined}>
          {t(`reason.${row.reason}`)}
        </span>
        <span className={css.who}>
          {t(`first.${row.by}`)} · {row.customer || t("row.guest")}
        </span>
        <RelativeTime at={row.ended_at ?? row.began_at} className={css.when} />
        <Other row={row} />
      </div>
    </li>
  );
};

const Other = ({ row: { other } }: { row: FirstRow }) => {
  const t = ledgerWords.use();
  const locale = useLocale();
  if (!other) return <span />;
  const href = other.ticket_id ? `/tickets/${other.ticket_id}` : `/inbox/${other.conversation_id}`;
  return (
    <AppLink href={href} title={`${t(`contact.${other.contact}`)} · ${exactText(other.at, locale)}`}>
      {t("first.other")}
    </AppLink>
  );
};
