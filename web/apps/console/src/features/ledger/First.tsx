import { useQuery } from "@tanstack/react-query";
import { Broken } from "../../app/faces";
import { useLanguage } from "../../app/i18n";
import { firstQuery } from "./api";
import css from "./ledger.module.css";
import { type FirstCounts, firstShare, OUTCOMES, type Search, widened } from "./model";
import { ledgerWords } from "./words";

interface FirstProps {
  search: Search;
  show: (search: Search) => void;
  now: number;
}

const WHO = ["all", "bot", "people"] as const;
type Who = (typeof WHO)[number];

/** First-contact resolution of people and bot. Every number opens its cases; what is not known yet stands apart. */
export const First = ({ search, show, now }: FirstProps) => {
  const t = ledgerWords.use();
  const first = useQuery(firstQuery(search, now));
  if (first.isError) return <Broken error={first.error} retry={() => void first.refetch()} />;
  if (!first.data) return null;
  const { all } = first.data;
  if (OUTCOMES.every((outcome) => all[outcome] === 0)) return null;
  return (
    <section aria-labelledby="first-contact" className={css.first}>
      <h2 id="first-contact" className={css.title}>
        {t("first")}
      </h2>
      <details className={css.help}>
        <summary>{t("first.definition")}</summary>
        <p>{t("first.help")}</p>
      </details>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <td />
              <th scope="col" title={t("first.help")}>
                {t("first")}
              </th>
              {OUTCOMES.map((outcome) => (
                <th key={outcome} scope="col" title={t(`outcome.${outcome}.hint`)}>
                  {t(`outcome.${outcome}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WHO.map((who) => (
              <Line key={who} who={who} counts={first.data[who]} search={search} show={show} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

interface LineProps {
  who: Who;
  counts: FirstCounts;
  search: Search;
  show: (search: Search) => void;
}

const Line = ({ who, counts, search, show }: LineProps) => {
  const t = ledgerWords.use();
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const by = who === "all" ? undefined : who;
  const share = firstShare(counts);
  const known = counts.resolved + counts.unresolved;
  const open = (first: Search["first"]) => show({ ...widened(search), first, by });
  return (
    <tr>
      <th scope="row">{t(`first.${who}`)}</th>
      <td title={t("first.of", { known, resolved: counts.resolved })}>
        <button
          type="button"
          className={css.link}
          aria-pressed={search.first === "all" && search.by === by}
          onClick={() => open("all")}
        >
          {share === undefined ? "–" : percent.format(share)}
        </button>
      </td>
      {OUTCOMES.map((outcome) => (
        <td key={outcome}>
          {counts[outcome] > 0 ? (
            <button
              type="button"
              className={css.link}
              aria-pressed={search.first === outcome && search.by === by}
              onClick={() => open(outcome)}
            >
              {counts[outcome].toLocaleString(language)}
            </button>
          ) : (
            "0"
          )}
        </td>
      ))}
    </tr>
  );
};
