import { type Forecast, missingNow } from "./model";
import css from "./staffing.module.css";
import { useShopTime } from "./time";
import { staffingWords } from "./words";

/** The half hour that runs: needed against people on duty. */
export const NowLine = ({ forecast }: { forecast: Forecast }) => {
  const t = staffingWords.use();
  const time = useShopTime(forecast.utc_offset_minutes);
  const { now } = forecast;
  const missing = missingNow(now);
  return (
    <p className={css.now} data-short={missing ? true : undefined}>
      <strong>{t("now", time.span(now.at))}</strong>
      <span>{now.needed === undefined ? t("now.unknown") : t("now.needed", { people: now.needed ?? 0 })}</span>
      <span>
        {t("now.on_duty", { people: now.on_duty })}
        {now.on_duty > 0 && <small className={css.ready}> {t("now.ready", { people: now.ready })}</small>}
      </span>
      {missing !== undefined && (
        <span className={css.verdict}>{missing > 0 ? t("now.missing", { people: missing }) : t("now.enough")}</span>
      )}
    </p>
  );
};
