import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { errorText } from "../../app/errors";
import { ApiError } from "../../app/http";
import { appWords, useLanguage } from "../../app/i18n";
import { whatIfQuery } from "./api";
import { type WhatIf as Answer, askOf, type Forecast, type Question, secondsText } from "./model";
import { ServiceTable } from "./ServiceTable";
import css from "./staffing.module.css";
import { useShopTime } from "./time";
import { staffingWords } from "./words";

interface WhatIfProps {
  forecast: Forecast;
  group: string | undefined;
  /** The half hour that was chosen; the busiest when none was. */
  at: number | undefined;
  clear: () => void;
}

/** If more customers asked for a person, and so many people were there: is opening safe? */
export const WhatIf = ({ forecast, group, at, clear }: WhatIfProps) => {
  const t = staffingWords.use();
  const id = useId();
  const time = useShopTime(forecast.utc_offset_minutes);
  const known = forecast.basis.kind !== "nothing" && typeof forecast.used.handle_s === "number";
  const [question, setQuestion] = useState<Question>({ share: 0 });
  // The slider moves at once; the answer follows as fast as it can.
  const asked = useDeferredValue(question);
  const ready = known || (asked.contacts !== undefined && asked.handle !== undefined);
  const answer = useQuery({ ...whatIfQuery(askOf(asked, group, at)), enabled: ready });
  const set = (change: Partial<Question>) => setQuestion((held) => ({ ...held, ...change }));
  const { measured, used } = forecast;
  const shown = ready ? answer.data : undefined;
  const people = question.people ?? shown?.people ?? forecast.now.on_duty;
  const field = (
    name: "handle" | "patience" | "chats" | "contacts",
    label: string,
    range: { min: number; max: number; step: number },
    value: string,
  ) => (
    <label className={css.field}>
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        {...range}
        value={question[name] ?? ""}
        placeholder={value}
        onChange={(event) => set({ [name]: numberIn(event.target.value) })}
      />
    </label>
  );
  // What is used without an entry: as measured, or as the settings say.
  const usual = (value: number | null | undefined, seen: number | null | undefined) => {
    if (typeof value !== "number") return t("if.unknown");
    const shownValue = Math.round(value * 10) / 10;
    return value === seen ? t("if.measured", { value: shownValue }) : String(shownValue);
  };
  return (
    <section className={css.panel}>
      <h2>{t("if")}</h2>
      {known && (
        <div className={css.slider}>
          <label htmlFor={`${id}-share`}>{t("if.share", { pct: question.share })}</label>
          <input
            id={`${id}-share`}
            type="range"
            min={0}
            max={100}
            step={5}
            value={question.share}
            onChange={(event) => set({ share: Number(event.target.value) })}
          />
        </div>
      )}
      <label className={css.field}>
        <span>{t("if.people")}</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={5000}
          value={Number.isNaN(question.people) ? "" : people}
          onChange={(event) => set({ people: numberIn(event.target.value) ?? Number.NaN })}
        />
      </label>
      <details className={css.more} open={!known || undefined}>
        <summary>{t("if.more")}</summary>
        {field("handle", t("if.handle"), { min: 5, max: 14_400, step: 1 }, usual(used.handle_s, measured.handle_s))}
        {field("chats", t("if.chats"), { min: 1, max: 20, step: 0.1 }, usual(used.concurrency, measured.concurrency))}
        {field(
          "patience",
          t("if.patience"),
          { min: 5, max: 14_400, step: 1 },
          usual(used.patience_s, measured.patience_s),
        )}
        {field(
          "contacts",
          t("if.contacts"),
          { min: 0, max: 20_000, step: 1 },
          known ? String(question.contacts === undefined && shown ? shown.contacts : "") : t("if.unknown"),
        )}
      </details>
      {!ready && <p className={css.hint}>{t("if.none")}</p>}
      {ready && answer.isError && <Refused error={answer.error} />}
      {shown && !answer.isError && <Verdict answer={shown} chosen={at} clear={clear} time={time} />}
    </section>
  );
};

/** Empty is "as measured". */
const numberIn = (text: string) => (text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text));

const Refused = ({ error }: { error: unknown }) => {
  const app = appWords.use();
  return (
    <p className={css.problem} role="alert">
      {error instanceof ApiError ? errorText(error, app) : String(error)}
    </p>
  );
};

/** "Safe" is said only when the whole week is. */
const VERDICTS = { short: "if.short", partly: "if.enough", safe: "if.safe" } as const;

interface VerdictProps {
  answer: Answer;
  chosen: number | undefined;
  clear: () => void;
  time: ReturnType<typeof useShopTime>;
}

const Verdict = ({ answer, chosen, clear, time }: VerdictProps) => {
  const t = staffingWords.use();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const { week, needed, people, missing } = answer;
  const weekShort = week && week.short > 0;
  // Where it is looked at may be well staffed while another half hour of the week is not: that is not safe yet.
  const tone = missing > 0 ? "short" : weekShort ? "partly" : "safe";
  const where =
    typeof answer.at === "number"
      ? t(chosen === undefined ? "if.at.busiest" : "if.at", { when: time.when(answer.at) })
      : t("if.at.own");
  return (
    <>
      <p className={css.hint}>
        {where}
        {chosen !== undefined && typeof answer.at === "number" && (
          <>
            {" "}
            <button type="button" className={css.link} onClick={clear}>
              {t("if.busiest")}
            </button>
          </>
        )}
      </p>
      <div className={css.answer} data-tone={tone} role="status">
        <p>
          <strong>{needed === 0 ? t("if.nobody") : t(VERDICTS[tone], { needed, people, missing })}</strong>
        </p>
        {week && (
          <p>
            {weekShort && typeof week.worst_at === "number"
              ? t("if.short.week", { short: week.short, when: time.when(week.worst_at), missing: week.worst_missing })
              : t("if.safe.week")}
          </p>
        )}
        <p className={css.hint}>
          {t("if.contacts.sum", {
            expected: number.format(answer.expected),
            from_bot: number.format(answer.from_bot),
            load: number.format(answer.load),
          })}
          {" · "}
          {t("if.scheduled", { people: answer.scheduled })}
        </p>
      </div>
      {needed > 0 && (
        <ServiceTable
          within={answer.promise.within_s}
          patient={answer.patient?.service ?? undefined}
          impatient={answer.impatient?.service ?? undefined}
        />
      )}
      {needed > 0 && typeof answer.used.patience_s === "number" && (
        <p className={css.hint}>
          {t("measured.patience")} {secondsText(answer.used.patience_s)}
        </p>
      )}
    </>
  );
};
