import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { Broken } from "../../app/faces";
import { useLanguage } from "../../app/i18n";
import { pathsQuery } from "./api";
import { durationText } from "./duration";
import css from "./ledger.module.css";
import {
  CLICKS,
  endingsOf,
  honestShare,
  isFiltered,
  nearShare,
  type PathFigures,
  PROMISES,
  type Search,
  widened,
} from "./model";
import { PathRows } from "./PathRows";
import { ledgerWords } from "./words";

interface PathsProps {
  search: Search;
  show: (search: Search) => void;
  now: number;
}

/** Bot, person, call back and request side by side: what customers chose, what became of it, and whether we told the truth. */
export const Paths = ({ search, show, now }: PathsProps) => {
  const t = ledgerWords.use();
  const paths = useQuery(pathsQuery(search, now));
  if (paths.isError) return <Broken error={paths.error} retry={() => void paths.refetch()} />;
  if (!paths.data) return <SkeletonRows rows={8} />;
  if (paths.data.total === 0) return <EmptyState compact title={t("paths.none")} hint={t("paths.none.hint")} />;
  return (
    <>
      <Routes figures={paths.data} search={search} show={show} />
      <div className={css.beside}>
        <Waits figures={paths.data} search={search} show={show} />
        <Clicks figures={paths.data} search={search} show={show} />
      </div>
      <h2 className={css.title}>
        {t("paths.rows")}
        {isFiltered(search) && (
          <button type="button" className={css.chip} onClick={() => show(widened(search))}>
            {t("rows.all")}
          </button>
        )}
      </h2>
      <PathRows search={search} now={now} />
    </>
  );
};

interface PartProps {
  figures: PathFigures;
  search: Search;
  show: (search: Search) => void;
}

const usePercent = () => {
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return (share: number | undefined) => (share === undefined ? "–" : percent.format(share));
};

const Routes = ({ figures: { routes, total }, search, show }: PartProps) => {
  const t = ledgerWords.use();
  const percent = usePercent();
  const endings = endingsOf(routes);
  return (
    <section aria-labelledby="paths-routes">
      <h2 id="paths-routes" className={css.title}>
        {t("paths.routes")}
      </h2>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("paths.route")}</th>
              <th scope="col">{t("paths.count")}</th>
              <th scope="col">{t("paths.share")}</th>
              {endings.map((ending) => (
                <th key={ending} scope="col">
                  {t(`ending.${ending}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {routes.map(({ route, count, endings: had }) => (
              <tr key={route}>
                <th scope="row">{t(`route.${route}`)}</th>
                <td>
                  <Figure
                    count={count}
                    pressed={search.route === route && !search.ending}
                    onClick={() => show({ ...widened(search), route })}
                  />
                </td>
                <td>{percent(count / total)}</td>
                {endings.map((ending) => {
                  const one = had.find((one) => one.ending === ending)?.count ?? 0;
                  return (
                    <td key={ending} className={css.number}>
                      <Figure
                        count={one}
                        pressed={search.route === route && search.ending === ending}
                        onClick={() => show({ ...widened(search), route, ending })}
                      />
                      {one > 0 && <small>{percent(one / count)}</small>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Figure = ({ count, pressed, onClick }: { count: number; pressed: boolean; onClick: () => void }) => {
  const language = useLanguage();
  if (count === 0) return "0";
  return (
    <button type="button" className={css.link} aria-pressed={pressed} onClick={onClick}>
      {count.toLocaleString(language)}
    </button>
  );
};

const TONES = { sooner: "good", as_told: "good", longer: "bad", not_told: "quiet" } as const;

const Waits = ({ figures: { waits }, search, show }: PartProps) => {
  const t = ledgerWords.use();
  const percent = usePercent();
  const all = PROMISES.reduce((sum, promise) => sum + waits[promise], 0);
  return (
    <section aria-labelledby="paths-waits">
      <h2 id="paths-waits" className={css.title}>
        {t("waits")}
      </h2>
      <div className={css.main}>
        <button
          type="button"
          className={css.link}
          aria-pressed={search.waited === true && !search.promise}
          onClick={() => show({ ...widened(search), waited: true })}
        >
          {t("waits.honest", { share: percent(honestShare(waits)) })}
        </button>
        {waits.told_median_ms != null && waits.waited_median_ms != null && (
          <small>
            {t("waits.medians", {
              told: durationText(t, waits.told_median_ms),
              waited: durationText(t, waits.waited_median_ms),
            })}
          </small>
        )}
      </div>
      <ul className={css.bars}>
        {PROMISES.map((promise) => (
          <Bar
            key={promise}
            tone={TONES[promise]}
            label={t(`promise.${promise}`)}
            part={waits[promise]}
            of={all}
            pressed={search.promise === promise}
            onClick={() => show({ ...widened(search), promise })}
          />
        ))}
      </ul>
      <details className={css.help}>
        <summary>{t("first.definition")}</summary>
        <p>{t("waits.help")}</p>
      </details>
    </section>
  );
};

const Clicks = ({ figures: { clicks }, search, show }: PartProps) => {
  const t = ledgerWords.use();
  const percent = usePercent();
  const counts = [clicks.none, clicks.one, clicks.two, clicks.more];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (
    <section aria-labelledby="paths-clicks">
      <h2 id="paths-clicks" className={css.title}>
        {t("clicks")}
      </h2>
      <div className={css.main}>
        <span>{t("clicks.near", { share: percent(nearShare(clicks)) })}</span>
      </div>
      <ul className={css.bars}>
        {CLICKS.map((n) => (
          <Bar
            key={n}
            tone={n === 3 ? "bad" : "good"}
            label={t(`clicks.${n}`)}
            part={counts[n] ?? 0}
            of={all}
            pressed={search.clicks === n}
            onClick={() => show({ ...widened(search), clicks: n })}
          />
        ))}
      </ul>
      <details className={css.help}>
        <summary>{t("first.definition")}</summary>
        <p>{t("clicks.help")}</p>
      </details>
    </section>
  );
};

interface BarProps {
  tone: "good" | "bad" | "quiet";
  label: string;
  part: number;
  of: number;
  pressed: boolean;
  onClick: () => void;
}

const Bar = ({ tone, label, part, of, pressed, onClick }: BarProps) => {
  const percent = usePercent();
  return (
    <li data-tone={tone}>
      <span>{label}</span>
      {part > 0 ? <i style={{ width: `${(100 * part) / of}%` }} /> : <span />}
      <span>
        <Figure count={part} pressed={pressed} onClick={onClick} /> <small>{part > 0 ? percent(part / of) : ""}</small>
      </span>
    </li>
  );
};
