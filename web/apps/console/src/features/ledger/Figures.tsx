import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { Broken } from "../../app/faces";
import { useLanguage } from "../../app/i18n";
import { figuresQuery } from "./api";
import { Days } from "./Days";
import { First } from "./First";
import { FirstRows } from "./FirstRows";
import css from "./ledger.module.css";
import { type Counts, isFiltered, type Search, share, widened } from "./model";
import { Rows } from "./Rows";
import { ledgerWords } from "./words";

interface FiguresProps {
  search: Search;
  show: (search: Search) => void;
  now: number;
}

export const Figures = ({ search, show, now }: FiguresProps) => {
  const t = ledgerWords.use();
  const figures = useQuery(figuresQuery(search, now));
  if (figures.isError) return <Broken error={figures.error} retry={() => void figures.refetch()} />;
  if (!figures.data) return <SkeletonRows rows={8} />;
  const { total, days } = figures.data;
  const asked = total.sessions + total.nothing_asked > 0;
  return (
    <>
      {asked ? (
        <>
          <Total total={total} search={search} show={show} />
          <Days days={days} search={search} show={show} />
        </>
      ) : (
        <EmptyState compact title={t("none")} hint={t("none.hint")} />
      )}
      <First search={search} show={show} now={now} />
      <h2 className={css.title}>
        {t(search.first ? "first.rows" : "rows")}
        {isFiltered(search) && (
          <button type="button" className={css.chip} onClick={() => show(widened(search))}>
            {t("rows.all")}
          </button>
        )}
      </h2>
      {search.first ? <FirstRows search={search} now={now} /> : <Rows search={search} now={now} />}
    </>
  );
};

const PARTS = ["confirmed", "assumed", "pending", "gave_up", "failed"] as const;

/** The share that was solved stands first; deflection stands small beside it, because alone it says nothing. */
const Total = ({ total, search, show }: { total: Counts; search: Search; show: (search: Search) => void }) => {
  const t = ledgerWords.use();
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const shareText = (part: number) => {
    const value = share(part, total);
    return value === undefined ? "–" : percent.format(value);
  };
  const only = (next: Search) => show({ ...widened(search), ...next });
  return (
    <section className={css.total}>
      <div className={css.main}>
        <span className={css.big}>{shareText(total.resolved)}</span>
        <span>{t("resolved")}</span>
        <small>{t("resolved.of", { resolved: total.resolved, sessions: total.sessions })}</small>
        <small>
          <button
            type="button"
            className={css.link}
            aria-pressed={search.deflected === true}
            onClick={() => only({ deflected: true })}
          >
            {t("deflected", { share: shareText(total.deflected), count: total.deflected })}
          </button>
        </small>
      </div>
      <ul className={css.parts}>
        {PARTS.map((part) => (
          <li key={part}>
            <button
              type="button"
              data-class={part}
              aria-pressed={search.class === part}
              title={t(`class.${part}.hint`)}
              onClick={() => only({ class: search.class === part ? undefined : part })}
            >
              <strong>{total[part].toLocaleString(language)}</strong>
              <span>{t(`class.${part}`)}</span>
              <small>{shareText(total[part])}</small>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            data-class="nothing_asked"
            aria-pressed={search.class === "nothing_asked"}
            title={t("class.nothing_asked.hint")}
            onClick={() => only({ class: search.class === "nothing_asked" ? undefined : "nothing_asked" })}
          >
            <strong>{total.nothing_asked.toLocaleString(language)}</strong>
            <span>{t("class.nothing_asked")}</span>
            <small>{t("uncounted")}</small>
          </button>
        </li>
      </ul>
    </section>
  );
};
