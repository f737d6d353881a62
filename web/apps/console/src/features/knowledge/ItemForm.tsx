import { Input, Radio, Select } from "antd";
import { useId, useState } from "react";
import { useLanguage } from "../../app/i18n";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { createItem, updateItem } from "./api";
import { useCategoryOptions } from "./categories";
import { useKnowledgeDrafts } from "./drafts";
import css from "./knowledge.module.css";
import {
  ANSWER_MOST,
  blankItem,
  dayEnd,
  dayOf,
  dayStart,
  itemProblems,
  type Knowledge,
  LANGS,
  lastDayOf,
  QUESTION_MOST,
  type SaveKnowledge,
  STATES,
  similarFrom,
} from "./model";
import { knowledgeWords } from "./words";

interface ItemFormProps {
  item?: Knowledge;
  may: boolean;
  close: () => void;
}

export const ItemForm = ({ item, may, close }: ItemFormProps) => {
  const t = knowledgeWords.use();
  const language = useLanguage();
  const id = useId();
  const key = item?.id ?? "new";
  const { save, saving, problem } = useSaving("knowledge");
  const { keepItem } = useKnowledgeDrafts.getState();
  const [begun] = useState(() => useKnowledgeDrafts.getState().items[key]);
  const [form, setForm] = useState<SaveKnowledge>(begun ?? (item ? formOf(item) : blankItem(language)));
  const [similar, setSimilar] = useState(form.similar?.join("\n") ?? "");
  const [tried, setTried] = useState(false);
  const problems = tried ? itemProblems(form) : {};

  const set = (change: Partial<SaveKnowledge>) => {
    const next = { ...form, ...change };
    setForm(next);
    keepItem(key, next);
  };
  const words = (field: keyof typeof problems) => {
    const found = problems[field];
    return found ? t(`problem.${found}`) : problem(field);
  };

  const submit = async () => {
    setTried(true);
    if (Object.keys(itemProblems(form)).length > 0) return;
    const body = { ...form, question: form.question.trim(), answer: form.answer.trim(), similar: similarFrom(similar) };
    // The version that was read when editing began: a colleague's change in between is not overwritten.
    if (!(await save((once) => (item ? updateItem(item.id, body) : createItem(body, once))))) return;
    keepItem(key, undefined);
    close();
  };

  return (
    <SideForm
      title={t(item ? (may ? "item.edit" : "item.read") : "item.new")}
      saving={saving}
      width={640}
      readOnly={!may}
      close={close}
      submit={() => void submit()}
    >
      {begun && (
        <p className={css.begun}>
          {t("draft.back")}{" "}
          <button
            type="button"
            className={css.link}
            onClick={() => {
              keepItem(key, undefined);
              close();
            }}
          >
            {t("draft.drop")}
          </button>
        </p>
      )}
      <FormRow id={`${id}-question`} label={t("field.question")} problem={words("question")}>
        <Input
          id={`${id}-question`}
          autoFocus={!item}
          readOnly={!may}
          maxLength={QUESTION_MOST}
          value={form.question}
          onChange={(event) => set({ question: event.target.value })}
        />
      </FormRow>
      <FormRow id={`${id}-similar`} label={t("field.similar")} effect={t("field.similar.effect")}>
        <Input.TextArea
          id={`${id}-similar`}
          readOnly={!may}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={similar}
          onChange={(event) => {
            setSimilar(event.target.value);
            set({ similar: similarFrom(event.target.value) });
          }}
        />
      </FormRow>
      <FormRow
        id={`${id}-answer`}
        label={t("field.answer")}
        effect={t("field.answer.effect")}
        problem={words("answer")}
      >
        <Input.TextArea
          id={`${id}-answer`}
          readOnly={!may}
          autoSize={{ minRows: 5, maxRows: 18 }}
          count={{ show: true, max: ANSWER_MOST }}
          value={form.answer}
          onChange={(event) => set({ answer: event.target.value })}
        />
      </FormRow>
      <div className={css.two}>
        <FormRow id={`${id}-category`} label={t("field.category")} problem={problem("category")}>
          <Select
            id={`${id}-category`}
            disabled={!may}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={useCategoryOptions(form.category)}
            value={form.category || undefined}
            onChange={(category) => set({ category: category ?? "" })}
          />
        </FormRow>
        <FormRow id={`${id}-lang`} label={t("field.lang")} problem={problem("lang")}>
          <Select
            id={`${id}-lang`}
            disabled={!may}
            options={LANGS.map((value) => ({ value, label: t(`lang.${value}`) }))}
            value={form.lang}
            onChange={(lang) => set({ lang })}
          />
        </FormRow>
        <FormRow id={`${id}-from`} label={t("field.from")} effect={t("field.from.effect")}>
          <Input
            id={`${id}-from`}
            type="date"
            readOnly={!may}
            value={dayOf(form.valid_from)}
            onChange={(event) => set({ valid_from: dayStart(event.target.value) ?? null })}
          />
        </FormRow>
        <FormRow id={`${id}-to`} label={t("field.to")} effect={t("field.to.effect")} problem={words("valid_to")}>
          <Input
            id={`${id}-to`}
            type="date"
            readOnly={!may}
            value={lastDayOf(form.valid_to)}
            onChange={(event) => set({ valid_to: dayEnd(event.target.value) ?? null })}
          />
        </FormRow>
      </div>
      <FormRow id={`${id}-source`} label={t("field.source")} effect={t("field.source.effect")}>
        <Input
          id={`${id}-source`}
          readOnly={!may}
          maxLength={200}
          value={form.source}
          onChange={(event) => set({ source: event.target.value })}
        />
      </FormRow>
      <FormRow label={t("field.state")} effect={t(`state.${form.state}.effect`)}>
        <Radio.Group
          aria-label={t("field.state")}
          disabled={!may}
          value={form.state}
          options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(event) => set({ state: event.target.value })}
        />
      </FormRow>
      {item && (
        <p className={css.quiet}>
          {t("figures.asked", { count: item.asked })} ·{" "}
          {t("figures.detail", { helped: item.helped, not: item.not_helped })}
        </p>
      )}
    </SideForm>
  );
};

const formOf = (item: Knowledge): SaveKnowledge => ({
  version: item.version,
  key: item.key,
  category: item.category,
  lang: item.lang,
  question: item.question,
  similar: item.similar,
  answer: item.answer,
  source: item.source,
  state: item.state,
  valid_from: item.valid_from,
  valid_to: item.valid_to,
});
