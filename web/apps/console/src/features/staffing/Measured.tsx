import { useLanguage } from "../../app/i18n";
import { type Forecast, secondsText } from "./model";
import css from "./staffing.module.css";
import { staffingWords } from "./words";

/** What was measured of the shop, below the grid that it makes. */
export const Measured = ({ forecast: { measured } }: { forecast: Forecast }) => {
  const t = staffingWords.use();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const seconds = (value: number | null | undefined) => (typeof value === "number" ? secondsText(value) : "–");
  const count = (value: number) => t("measured.count", { count: value.toLocaleString(language) });
  const left = measured.abandoned + measured.left_message;
  const figures: [string, string, string?, string?][] = [
    [
      t("measured.handle"),
      seconds(measured.handle_s),
      t("measured.handle.of", { count: measured.handled.toLocaleString(language) }),
    ],
    [t("measured.chats"), typeof measured.concurrency === "number" ? number.format(measured.concurrency) : "–"],
    [t("measured.wait"), seconds(measured.wait_s)],
    [
      t("measured.patience"),
      seconds(measured.patience_s),
      typeof measured.patience_s === "number"
        ? t("measured.patience.of", { count: left.toLocaleString(language) })
        : t("measured.patience.none"),
    ],
    [t("measured.turned_away"), count(measured.turned_away), undefined, t("measured.turned_away.hint")],
    [t("measured.bot"), count(measured.bot_only)],
    [t("measured.spread"), number.format(measured.spread), undefined, t("measured.spread.hint")],
  ];
  return (
    <section className={css.measured}>
      <h2>{t("measured")}</h2>
      <dl>
        {figures.map(([name, value, small, hint]) => (
          <div key={name} title={hint}>
            <dt>{name}</dt>
            <dd>
              {value}
              {small && <small className={css.note}>{small}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
