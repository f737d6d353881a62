import { useQuery } from "@tanstack/react-query";
import { AutoComplete, Checkbox, Input, Select } from "antd";
import { useId } from "react";
import { useGroups } from "../../app/directory";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { FormRow } from "../../parts/form/FormRow";
import { MomentInput } from "../../parts/form/MomentInput";
import { ownerLinesQuery } from "./api";
import { useCategoryOptions } from "./categories";
import css from "./editor.module.css";
import { type Content, dayAfter, LANGS, lastDayOf, ORDER_STATES, type Scope } from "./model";
import { knowledgeWords } from "./words";

interface FactsProps {
  form: Content;
  readOnly: boolean;
  set: (change: Partial<Content>) => void;
  words: (field: "valid_to") => string | undefined;
  problem: (field: string) => string | undefined;
}

/** Where it belongs, who answers for it, how long and for whom it holds, who must read it. */
export const Facts = ({ form, readOnly, set, words, problem }: FactsProps) => {
  const t = knowledgeWords.use();
  const app = appWords.use();
  const id = useId();
  const groups = useGroups();
  const language = useLanguage();
  const lines = useQuery(ownerLinesQuery);
  const scope: Scope = form.scope ?? {};
  const narrow = (change: Partial<Scope>) => set({ scope: { ...scope, ...change } });
  const categories = useCategoryOptions(form.category ?? "");
  const list = (field: "products" | "regions" | "tiers") => (
    <FormRow
      key={field}
      id={`${id}-${field}`}
      label={t(`scope.${field}`)}
      effect={t(`scope.${field}.effect`)}
      problem={field === "products" ? problem("scope") : undefined}
    >
      <Select
        id={`${id}-${field}`}
        mode="tags"
        disabled={readOnly}
        open={false}
        tokenSeparators={[",", "，", "、"]}
        value={scope[field] ?? []}
        onChange={(words: string[]) => narrow({ [field]: words })}
      />
    </FormRow>
  );
  return (
    <>
      <div className={css.two}>
        <FormRow id={`${id}-category`} label={t("field.category")} problem={problem("category")}>
          <Select
            id={`${id}-category`}
            disabled={readOnly}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={categories}
            value={form.category || undefined}
            onChange={(category) => set({ category: category ?? "" })}
          />
        </FormRow>
        <FormRow id={`${id}-lang`} label={t("field.lang")} problem={problem("lang")}>
          <Select
            id={`${id}-lang`}
            disabled={readOnly}
            options={LANGS.map((lang) => ({ value: lang, label: t(`lang.${lang}`) }))}
            value={form.lang}
            onChange={(lang) => set({ lang })}
          />
        </FormRow>
        <FormRow
          id={`${id}-owner`}
          label={t("field.owner")}
          effect={t("field.owner.effect")}
          problem={problem("owner_line")}
        >
          <AutoComplete
            id={`${id}-owner`}
            disabled={readOnly}
            maxLength={60}
            options={(lines.data ?? []).map((line) => ({ value: line.name }))}
            value={form.owner_line ?? ""}
            onChange={(owner_line: string) => set({ owner_line })}
          />
        </FormRow>
        <FormRow id={`${id}-source`} label={t("field.source")} effect={t("field.source.effect")}>
          <Input
            id={`${id}-source`}
            readOnly={readOnly}
            maxLength={200}
            value={form.source}
            onChange={(event) => set({ source: event.target.value })}
          />
        </FormRow>
        <FormRow id={`${id}-from`} label={t("field.from")} effect={t("field.from.effect")}>
          <MomentInput
            id={`${id}-from`}
            disabled={readOnly}
            value={form.valid_from}
            onChange={(valid_from) => set({ valid_from })}
          />
        </FormRow>
        <FormRow id={`${id}-to`} label={t("field.to")} effect={t("field.to.effect")} problem={words("valid_to")}>
          <MomentInput
            id={`${id}-to`}
            disabled={readOnly}
            value={lastDayOf(form.valid_to)}
            onChange={(last) => set({ valid_to: dayAfter(last) })}
          />
        </FormRow>
      </div>
      <details
        className={css.scope}
        open={Object.values(scope).some((one) => (Array.isArray(one) ? one.length > 0 : one))}
      >
        <summary>{t("scope.title")}</summary>
        <p className={css.quiet}>{t("scope.effect")}</p>
        <div className={css.two}>
          {list("products")}
          {list("regions")}
          {list("tiers")}
          <FormRow id={`${id}-states`} label={t("scope.order_states")} effect={t("scope.order_states.effect")}>
            <Select
              id={`${id}-states`}
              mode="multiple"
              disabled={readOnly}
              options={ORDER_STATES.map((state) => ({ value: state, label: app(`order_state.${state}`) }))}
              value={scope.order_states ?? []}
              onChange={(order_states) => narrow({ order_states })}
            />
          </FormRow>
          <FormRow id={`${id}-categories`} label={t("scope.categories")} effect={t("scope.categories.effect")}>
            <Select
              id={`${id}-categories`}
              mode="multiple"
              disabled={readOnly}
              showSearch={{ optionFilterProp: "label" }}
              options={categories}
              value={scope.categories ?? []}
              onChange={(found) => narrow({ categories: found })}
            />
          </FormRow>
        </div>
        <Checkbox
          disabled={readOnly}
          checked={scope.newcomers ?? false}
          onChange={(event) => narrow({ newcomers: event.target.checked })}
        >
          {t("scope.newcomers")}
        </Checkbox>
        <Checkbox
          disabled={readOnly}
          checked={scope.agents_only ?? false}
          onChange={(event) => narrow({ agents_only: event.target.checked })}
        >
          {t("scope.agents_only")}
        </Checkbox>
      </details>
      <div className={css.mustRow}>
        <Checkbox
          disabled={readOnly}
          checked={form.must_read ?? false}
          onChange={(event) => set({ must_read: event.target.checked })}
        >
          {t("field.must_read")}
        </Checkbox>
        {form.must_read && (
          <Select
            aria-label={t("field.read_groups")}
            placeholder={t("field.read_groups")}
            mode="multiple"
            disabled={readOnly}
            options={[...groups.values()].map((group) => ({ value: group.id, label: textIn(group.name, language) }))}
            value={form.read_groups ?? []}
            onChange={(read_groups) => set({ read_groups })}
          />
        )}
      </div>
    </>
  );
};
