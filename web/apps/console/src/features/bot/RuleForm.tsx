import { Button } from "@yingke/ui";
import { InputNumber, Select, Switch } from "antd";
import { useId, useState } from "react";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import type { Rule, RulesView } from "./api";
import css from "./bot.module.css";
import { hitRate, ruleProblems } from "./model";
import { RuleAction } from "./RuleAction";
import { percent } from "./Rules";
import { TextFields } from "./TextFields";
import { botWords } from "./words";

interface RuleFormProps {
  rule?: Rule;
  figures: RulesView["figures"];
  taken: string[];
  saving: boolean;
  problem: (field: string) => string | undefined;
  close: () => void;
  submit: (rule: Rule) => void;
  remove?: () => void;
}

const STATES = ["pending_payment", "paid", "shipped", "delivered", "completed", "cancelled"] as const;
const MOMENTS = ["ordered", "paid", "shipped", "delivered", "last_scan"] as const;
type Since = NonNullable<NonNullable<Rule["when"]>["since"]>[number];

export const RuleForm = ({ rule, figures, taken, saving, problem, close, submit, remove }: RuleFormProps) => {
  const t = botWords.use();
  const id = useId();
  const [form, setForm] = useState<Rule>(
    () => rule ?? { key: freeKey(taken), label: { "zh-CN": "" }, action: "ask", weight: 30, enabled: true, when: {} },
  );
  const [tried, setTried] = useState(false);
  const problems = tried ? ruleProblems(form) : {};
  const words = (field: keyof typeof problems) => {
    const found = problems[field];
    return found && t(`rule.problem.${found}`);
  };
  const when = form.when ?? {};
  const set = (change: Partial<Rule>) => setForm({ ...form, ...change });
  const setWhen = (change: Partial<NonNullable<Rule["when"]>>) => set({ when: { ...when, ...change } });
  const since: Since[] = when.since ?? [];
  const setSince = (index: number, change: Partial<Since>) =>
    setWhen({ since: since.map((one, n) => (n === index ? { ...one, ...change } : one)) });
  return (
    <SideForm
      title={rule ? t("rule.edit") : t("rule.new")}
      saving={saving}
      width={560}
      close={close}
      submit={() => {
        setTried(true);
        if (Object.keys(ruleProblems(form)).length > 0) return;
        submit({ ...form, label: { ...form.label, "zh-CN": form.label["zh-CN"].trim() } });
      }}
      extra={
        remove && (
          <Button look="danger" onClick={remove}>
            {t("rule.delete")}
          </Button>
        )
      }
    >
      {problem("rules") && (
        <p role="alert" className={css.problem}>
          {problem("rules")}
        </p>
      )}
      <FormRow id={`${id}-label`} label={t("rule.label")} effect={t("rule.label.effect")} problem={words("label")}>
        <TextFields
          id={`${id}-label`}
          label={t("rule.label")}
          value={form.label}
          onChange={(label) => set({ label })}
        />
      </FormRow>
      <FormRow
        id={`${id}-action`}
        label={t("rule.action")}
        effect={t("rule.action.effect")}
        problem={words("action") ?? problem("action")}
      >
        <RuleAction id={`${id}-action`} value={form.action} onChange={(action) => set({ action })} />
      </FormRow>
      <FormRow id={`${id}-states`} label={t("rule.states")} effect={t("rule.states.effect")}>
        <Select
          id={`${id}-states`}
          mode="multiple"
          value={when.order_states ?? []}
          options={STATES.map((value) => ({ value, label: t(`order.${value}`) }))}
          onChange={(order_states) => setWhen({ order_states })}
        />
      </FormRow>
      <FormRow label={t("rule.since")} effect={t("rule.since.effect")} problem={words("since")}>
        {since.map((one, index) => (
          <div key={index} className={css.since}>
            <Select
              aria-label={t("rule.since")}
              value={one.moment}
              options={MOMENTS.map((value) => ({ value, label: t(`moment.${value}`) }))}
              onChange={(moment) => setSince(index, { moment })}
            />
            <InputNumber
              aria-label={t("since.over")}
              prefix={t("since.over")}
              min={0}
              max={8784}
              value={one.over_h ?? null}
              onChange={(over_h) => setSince(index, { over_h })}
            />
            <InputNumber
              aria-label={t("since.under")}
              prefix={t("since.under")}
              min={0}
              max={8784}
              value={one.under_h ?? null}
              onChange={(under_h) => setSince(index, { under_h })}
            />
            <Button size="small" look="quiet" onClick={() => setWhen({ since: since.filter((_, n) => n !== index) })}>
              {t("remove")}
            </Button>
          </div>
        ))}
        {since.length < 6 && (
          <Button size="small" onClick={() => setWhen({ since: [...since, { moment: "paid", over_h: 24 }] })}>
            {t("since.add")}
          </Button>
        )}
      </FormRow>
      <FormRow id={`${id}-pages`} label={t("rule.pages")} effect={t("rule.pages.effect")}>
        <Select
          id={`${id}-pages`}
          mode="tags"
          value={when.pages ?? []}
          open={false}
          onChange={(pages) => setWhen({ pages })}
        />
      </FormRow>
      <div className={css.two}>
        <FormRow label={t("when.aftersale")}>
          <Switch
            aria-label={t("when.aftersale")}
            checked={when.aftersale_open === true}
            onChange={(on) => setWhen({ aftersale_open: on ? true : undefined })}
          />
        </FormRow>
        <FormRow id={`${id}-contacted`} label={t("rule.contacted")}>
          <InputNumber
            id={`${id}-contacted`}
            min={0}
            max={8784}
            value={when.contacted_within_h ?? null}
            onChange={(contacted_within_h) => setWhen({ contacted_within_h })}
          />
        </FormRow>
      </div>
      <div className={css.two}>
        <FormRow id={`${id}-weight`} label={t("rule.weight")} effect={t("rule.weight.effect")}>
          <InputNumber
            id={`${id}-weight`}
            min={1}
            max={100}
            value={form.weight}
            onChange={(weight) => set({ weight: weight ?? 1 })}
          />
        </FormRow>
        <FormRow label={t("rule.enabled")}>
          <Switch
            aria-label={t("rule.enabled")}
            checked={form.enabled !== false}
            onChange={(enabled) => set({ enabled })}
          />
        </FormRow>
      </div>
      {figures.length > 0 && (
        <table className={css.figures}>
          <thead>
            <tr>
              <th>{t("figure.state")}</th>
              <th>{t("figure.shown")}</th>
              <th>{t("figure.clicked")}</th>
              <th>{t("figure.asked")}</th>
              <th>{t("figure.rate")}</th>
              <th>{t("figure.factor")}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((one) => (
              <tr key={one.state}>
                <td>
                  {STATES.some((state) => state === one.state) ? t(`order.${one.state as "paid"}`) : t("figure.none")}
                </td>
                <td>{one.shown}</td>
                <td>{one.clicked}</td>
                <td>{one.asked}</td>
                <td>{percent(hitRate(one) ?? 0)}</td>
                <td>×{one.factor.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SideForm>
  );
};

const freeKey = (taken: string[]) => {
  let n = taken.length + 1;
  while (taken.includes(`rule_${n}`)) n += 1;
  return `rule_${n}`;
};
