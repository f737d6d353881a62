import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { textIn, useLanguage } from "../../app/i18n";
import { useSaving } from "../../parts/form/useSaving";
import { type Rule, rulesQuery, saveRules } from "./api";
import css from "./bot.module.css";
import { hitRate, sumFigures } from "./model";
import { RuleForm } from "./RuleForm";
import { botWords } from "./words";

/** Every rule with what became of it; the whole list is saved at once. */
export const Rules = () => {
  const t = botWords.use();
  const language = useLanguage();
  const { data, isPending, isError, error, refetch } = useQuery(rulesQuery);
  const { save, saving, problem } = useSaving("bot");
  const [chosen, setChosen] = useState<number | "new">();
  if (isPending) return <SkeletonRows rows={6} />;
  if (isError) return <Broken error={error} retry={() => void refetch()} />;
  const figuresOf = (rule: string) => data.figures.filter((one) => one.rule === rule);
  const days = data.days.reduce(
    (sum, day) => ({ sessions: sum.sessions + day.sessions, hits: sum.hits + day.clicked + day.asked }),
    { sessions: 0, hits: 0 },
  );
  const keep = async (rules: Rule[]) => {
    const saved = await save(() => saveRules(data.version, rules));
    if (saved) setChosen(undefined);
  };
  return (
    <>
      <div className={css.head}>
        <p className={css.lead}>
          {days.sessions > 0
            ? t("rules.hits", {
                sessions: days.sessions,
                hits: days.hits,
                rate: percent(days.hits / days.sessions),
              })
            : t("rules.none.yet")}
        </p>
        <Button look="primary" onClick={() => setChosen("new")}>
          {t("rule.new")}
        </Button>
      </div>
      {data.rules.length === 0 && <EmptyState title={t("rules.none")} hint={t("rules.none.hint")} />}
      <ul className={css.list}>
        {data.rules.map((rule, index) => {
          const sum = sumFigures(figuresOf(rule.key));
          const rate = hitRate(sum);
          return (
            <li key={rule.key}>
              <button type="button" className={css.rule} onClick={() => setChosen(index)}>
                <span className={css.main}>
                  <strong>{textIn(rule.label, language)}</strong>
                  <span className={css.quiet}>{conditionText(rule, t)}</span>
                </span>
                <span className={css.quiet}>{t("rule.weight.short", { weight: rule.weight })}</span>
                <span className={css.figure}>
                  {rate === undefined ? t("rule.unseen") : t("rule.hit", { rate: percent(rate), shown: sum.shown })}
                </span>
                {rule.enabled === false && <StatusTag tone="neutral">{t("rule.off")}</StatusTag>}
              </button>
            </li>
          );
        })}
      </ul>
      {chosen !== undefined && (
        <RuleForm
          key={chosen}
          rule={chosen === "new" ? undefined : data.rules[chosen]}
          figures={chosen === "new" ? [] : figuresOf(data.rules[chosen]?.key ?? "")}
          taken={data.rules.filter((_, n) => n !== chosen).map((rule) => rule.key)}
          saving={saving}
          problem={problem}
          close={() => setChosen(undefined)}
          submit={(rule) =>
            void keep(
              chosen === "new" ? [...data.rules, rule] : data.rules.map((one, n) => (n === chosen ? rule : one)),
            )
          }
          remove={chosen === "new" ? undefined : () => void keep(data.rules.filter((_, n) => n !== chosen))}
        />
      )}
    </>
  );
};

export const percent = (share: number) => `${Math.round(share * 100)}%`;

/** The condition as people say it. */
const conditionText = (rule: Rule, t: ReturnType<typeof botWords.use>): string => {
  const when = rule.when ?? {};
  const parts = [
    ...(when.order_states?.length ? [when.order_states.map((state) => t(`order.${state}`)).join(" / ")] : []),
    ...(when.aftersale_open ? [t("when.aftersale")] : []),
    ...(when.since ?? []).flatMap((since) => [
      ...(since.over_h != null ? [t("when.over", { moment: t(`moment.${since.moment}`), hours: since.over_h })] : []),
      ...(since.under_h != null
        ? [t("when.under", { moment: t(`moment.${since.moment}`), hours: since.under_h })]
        : []),
    ]),
    ...(when.pages?.length ? [t("when.pages", { pages: when.pages.join(", ") })] : []),
    ...(when.contacted_within_h != null ? [t("when.contacted", { hours: when.contacted_within_h })] : []),
  ];
  return parts.length ? parts.join(" · ") : t("when.always");
};
