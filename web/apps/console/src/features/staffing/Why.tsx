import { useEffect, useRef } from "react";
import { useLanguage } from "../../app/i18n";
import { type Forecast, type Slot, secondsText } from "./model";
import { ServiceTable } from "./ServiceTable";
import css from "./staffing.module.css";
import type { ShopTime } from "./time";
import { staffingWords } from "./words";

interface WhyProps {
  slot: Slot | undefined;
  forecast: Forecast;
  time: ShopTime;
}

/** Where the number of one cell comes from, step by step. */
export const Why = ({ slot, forecast, time }: WhyProps) => {
  const t = staffingWords.use();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const panel = useRef<HTMLElement>(null);
  const opened = slot?.at;
  // On a narrow screen the panel stands below the grid: what was opened must come into view.
  useEffect(() => {
    if (opened !== undefined) panel.current?.scrollIntoView({ block: "nearest" });
  }, [opened]);
  if (!slot) return <p className={css.hint}>{t("why.none")}</p>;
  const { used, promise, basis } = forecast;
  const heading = `${time.day(slot.at)} ${time.span(slot.at).from}–${time.span(slot.at).to}`;
  const { need } = slot;
  const expected = number.format(slot.expected);
  if (!need || used.handle_s === undefined || used.handle_s === null || need.people === 0) {
    return (
      <section className={css.panel} ref={panel}>
        <h2>{heading}</h2>
        <p>{need ? t("why.nobody") : t("why.unknown", { expected })}</p>
      </section>
    );
  }
  const share = secondsText(used.handle_s / used.concurrency);
  const rests = basis.kind === "days" ? "why.rests.days" : "why.rests.weeks";
  return (
    <section className={css.panel} ref={panel} aria-live="polite">
      <h2>
        {t("why", { people: need.people })}
        <small className={css.span}>{heading}</small>
      </h2>
      <dl className={css.steps}>
        <dt>{t("why.expected")}</dt>
        <dd>
          {t("why.expected.value", { expected, low: slot.low, high: slot.high })}
          <small className={css.note}>{t(rests, { count: slot.rests_on })}</small>
          {slot.event && (
            <small className={css.note}>{t("why.event", { name: slot.event, factor: slot.factor })}</small>
          )}
        </dd>
        <dt>{t("why.handle")}</dt>
        <dd>
          {t("why.handle.value", {
            handle: secondsText(used.handle_s),
            chats: number.format(used.concurrency),
            share,
          })}
        </dd>
        <dt>{t("why.load")}</dt>
        <dd>{t("why.load.value", { expected, share, load: number.format(need.load) })}</dd>
        <dt>{t("why.people")}</dt>
        <dd>
          {t("why.people.c", { people: need.people_patient })}
          {typeof need.people_impatient === "number" && (
            <small className={css.note}>{t("why.people.a", { people: need.people_impatient })}</small>
          )}
          <small className={css.note}>{t("why.high", { high: slot.high, people: need.people_high })}</small>
        </dd>
        <dt>{t("why.scheduled")}</dt>
        <dd>{t("why.scheduled.value", { people: need.scheduled, shrinkage: promise.shrinkage_pct })}</dd>
      </dl>
      <ServiceTable
        within={promise.within_s}
        patient={need.patient ?? undefined}
        impatient={need.impatient ?? undefined}
      />
      <p className={css.hint}>
        {t("why.formula", { pct: promise.answered_pct, seconds: secondsText(promise.within_s) })}
      </p>
    </section>
  );
};
