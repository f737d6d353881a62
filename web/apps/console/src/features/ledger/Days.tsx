import type { Schemas } from "@yingke/api";
import { useLanguage } from "../../app/i18n";
import css from "./ledger.module.css";
import { type Search, widened } from "./model";
import { ledgerWords } from "./words";

interface DaysProps {
  days: Schemas["LedgerDay"][];
  search: Search;
  show: (search: Search) => void;
}

const ORDER = ["confirmed", "assumed", "pending", "gave_up", "failed"] as const;

/** One column a day, solved at the foot; a click opens that day's rows. */
export const Days = ({ days, search, show }: DaysProps) => {
  const t = ledgerWords.use();
  const language = useLanguage();
  const most = Math.max(1, ...days.map((day) => day.counts.sessions));
  const name = new Intl.DateTimeFormat(language, { month: "numeric", day: "numeric", timeZone: "Asia/Shanghai" });
  return (
    <section aria-label={t("by_day")}>
      <ol className={css.days}>
        {days.map(({ at, counts }) => (
          <li key={at}>
            <button
              type="button"
              className={css.day}
              aria-pressed={search.day === at}
              aria-label={t("day.label", {
                day: name.format(at),
                sessions: counts.sessions,
                resolved: counts.resolved,
                failed: counts.failed,
              })}
              title={t("day.label", {
                day: name.format(at),
                sessions: counts.sessions,
                resolved: counts.resolved,
                failed: counts.failed,
              })}
              onClick={() => show({ ...widened(search), day: search.day === at ? undefined : at })}
            >
              {[...ORDER].reverse().map((part) => (
                <span
                  key={part}
                  data-class={part}
                  style={{ height: `${(counts[part] / most) * 100}%` }}
                  aria-hidden="true"
                />
              ))}
            </button>
          </li>
        ))}
      </ol>
      <div className={css.ends}>
        <span>{days[0] && name.format(days[0].at)}</span>
        <ul className={css.legend}>
          {ORDER.map((part) => (
            <li key={part}>
              <i data-class={part} /> {t(`class.${part}`)}
            </li>
          ))}
        </ul>
        <span>{t("today")}</span>
      </div>
    </section>
  );
};
