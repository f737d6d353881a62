import { useInfiniteQuery } from "@tanstack/react-query";
import { RelativeTime, StatusTag, type Tone } from "@yingke/ui";
import { AppLink } from "../../app/go";
import { pathRowsQuery } from "./api";
import { durationText } from "./duration";
import css from "./ledger.module.css";
import type { PathRow, Search } from "./model";
import { Pages } from "./Pages";
import { ledgerWords } from "./words";

const TONE = {
  open: "neutral",
  pending: "neutral",
  solved: "success",
  unsolved: "danger",
  nothing_asked: "neutral",
  answered: "success",
  abandoned: "danger",
  nobody: "warning",
  request_open: "warning",
  request_done: "success",
} satisfies Record<PathRow["ending"], Tone>;

/** The conversations and requests behind a figure of the ways, newest first. */
export const PathRows = ({ search, now }: { search: Search; now: number }) => (
  <Pages list={useInfiniteQuery(pathRowsQuery(search, now))}>
    {(row) => <OnePath key={row.conversation_id ?? row.ticket_id} row={row} />}
  </Pages>
);

const OnePath = ({ row }: { row: PathRow }) => {
  const t = ledgerWords.use();
  const inbox = row.conversation_id && `/inbox/${row.conversation_id}`;
  const ticket = row.ticket_id && `/tickets/${row.ticket_id}`;
  return (
    <li className={css.row}>
      <div className={`${css.line} ${css.path}`}>
        <StatusTag tone={TONE[row.ending]}>{t(`ending.${row.ending}`)}</StatusTag>
        <AppLink href={inbox ?? ticket ?? "/ledger"} className={css.question}>
          {row.question || (inbox ? t("row.no_words") : t("row.request"))}
        </AppLink>
        <span className={css.why}>
          {t(`route.${row.route}`)}
          {row.first && row.route === "callback" && ` · ${t(`way.${row.first}`)}`}
          {row.clicks != null && ` · ${t("clicks.count", { count: row.clicks })}`}
        </span>
        <span className={css.who} title={row.promise ? t(`promise.${row.promise}`) : undefined}>
          {row.customer || t("row.guest")}
          {row.waited_ms != null &&
            ` · ${
              row.told_wait_ms == null
                ? t("wait.row.not_told", { waited: durationText(t, row.waited_ms) })
                : t("wait.row", { told: durationText(t, row.told_wait_ms), waited: durationText(t, row.waited_ms) })
            }`}
        </span>
        <RelativeTime at={row.began_at} className={css.when} />
        {inbox && ticket ? <AppLink href={ticket}>{t("row.request")}</AppLink> : <span />}
      </div>
    </li>
  );
};
