import { Button, StatusTag } from "@yingke/ui";
import { Input, Select, Switch } from "antd";
import { useId, useState } from "react";
import { textIn, useLanguage } from "../../../app/i18n";
import { FormRow } from "../../../parts/form/FormRow";
import css from "../admin.module.css";
import {
  blankField,
  type DraftProblems,
  type FieldDef,
  freeKey,
  hasOptions,
  prefillsFor,
  withKind,
} from "../model/typeDraft";
import { SortableList } from "../ui/SortableList";
import { TextInputs } from "../ui/TextInputs";
import { adminWords } from "../words";
import { OptionsEditor } from "./OptionsEditor";

interface FieldsEditorProps {
  fields: FieldDef[];
  problems: DraftProblems;
  onChange: (fields: FieldDef[]) => void;
}

export const KINDS = [
  "text",
  "long_text",
  "number",
  "money",
  "date",
  "select",
  "multi",
  "phone",
  "order_lines",
  "attachments",
  "checkbox",
] as const satisfies readonly FieldDef["kind"][];

export const FieldsEditor = ({ fields, problems, onChange }: FieldsEditorProps) => {
  const t = adminWords.use();
  const language = useLanguage();
  const [open, setOpen] = useState<number>();
  const broken = (index: number) => Object.keys(problems).some((path) => path.startsWith(`fields.${index}.`));
  return (
    <div className={css.stack}>
      <p className={css.quiet}>{t("setting.fields.effect")}</p>
      <SortableList
        items={fields}
        keyOf={(_, index) => String(index)}
        nameOf={(field) => textIn(field.label, language)}
        onSort={(sorted) => {
          setOpen(undefined);
          onChange(sorted);
        }}
      >
        {(field, index) => (
          <>
            <button
              type="button"
              className={css.fold}
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? undefined : index)}
            >
              <strong>{textIn(field.label, language) || t("field.unnamed")}</strong>
              <span className={css.quiet}>{t(`fieldKind.${field.kind}`)}</span>
              {field.required && <StatusTag tone="warning">{t("field.required")}</StatusTag>}
              {!field.public && <StatusTag tone="note">{t("field.staff")}</StatusTag>}
              {broken(index) && <StatusTag tone="danger">{t("field.incomplete")}</StatusTag>}
            </button>
            {open === index && (
              <FieldEditor
                field={field}
                path={`fields.${index}`}
                problems={problems}
                others={fields.filter((_, at) => at !== index).map((one) => one.key)}
                onChange={(next) => onChange(fields.with(index, next))}
                onRemove={() => {
                  setOpen(undefined);
                  onChange(fields.filter((_, at) => at !== index));
                }}
              />
            )}
          </>
        )}
      </SortableList>
      <Button
        className={css.fit}
        onClick={() => {
          onChange([...fields, blankField(fields.map((field) => field.key))]);
          setOpen(fields.length);
        }}
      >
        + {t("field.add")}
      </Button>
    </div>
  );
};

interface FieldEditorProps {
  field: FieldDef;
  path: string;
  problems: DraftProblems;
  others: string[];
  onChange: (field: FieldDef) => void;
  onRemove: () => void;
}

const FieldEditor = ({ field, path, problems, others, onChange, onRemove }: FieldEditorProps) => {
  const t = adminWords.use();
  const id = useId();
  const set = (change: Partial<FieldDef>) => onChange({ ...field, ...change });
  const problem = (part: string) => {
    const found = problems[`${path}.${part}`];
    return found ? t(`problem.${found}`) : undefined;
  };
  const sources = prefillsFor(field.kind);
  return (
    <div className={css.editor}>
      <FormRow id={`${id}-label`} label={t("name")} problem={problem("label")}>
        <TextInputs
          id={`${id}-label`}
          label={t("name")}
          most={60}
          value={field.label}
          invalid={Boolean(problem("label"))}
          onChange={(label) => {
            // A key that was made up follows the English name until it is typed by hand.
            const madeUp = /^field(_\d+)?$/.test(field.key);
            set({ label, key: madeUp && label.en ? freeKey(label.en, others, "field") : field.key });
          }}
        />
      </FormRow>
      <div className={css.two}>
        <FormRow id={`${id}-kind`} label={t("field.kind")}>
          <Select
            id={`${id}-kind`}
            options={KINDS.map((value) => ({ value, label: t(`fieldKind.${value}`) }))}
            value={field.kind}
            onChange={(kind) => onChange(withKind(field, kind))}
          />
        </FormRow>
        <FormRow id={`${id}-key`} label={t("key")} problem={problem("key")}>
          <Input
            id={`${id}-key`}
            maxLength={40}
            value={field.key}
            onChange={(event) => set({ key: event.target.value })}
          />
        </FormRow>
      </div>
      {hasOptions(field.kind) && (
        <FormRow label={t("field.options")} effect={t("field.options.effect")} problem={problem("options")}>
          <OptionsEditor options={field.options ?? []} onChange={(options) => set({ options })} />
        </FormRow>
      )}
      {sources.length > 0 && (
        <FormRow id={`${id}-prefill`} label={t("field.prefill")} effect={t("field.prefill.effect")}>
          <Select
            id={`${id}-prefill`}
            allowClear
            placeholder={t("field.prefill.none")}
            options={sources.map((value) => ({ value, label: t(`prefill.${value}` as "prefill.order.no") }))}
            value={field.prefill ?? undefined}
            onChange={(prefill) => set({ prefill: prefill ?? null })}
          />
        </FormRow>
      )}
      <FormRow id={`${id}-help`} label={t("field.help")} effect={t("field.help.effect")}>
        <TextInputs
          id={`${id}-help`}
          label={t("field.help")}
          value={field.help ?? { "zh-CN": "" }}
          onChange={(help) => set({ help })}
        />
      </FormRow>
      <div className={css.switches}>
        <label htmlFor={`${id}-required`}>
          <Switch
            id={`${id}-required`}
            size="small"
            checked={field.required}
            onChange={(required) => set({ required })}
          />{" "}
          {t(field.public ? "field.requiredByCustomer" : "field.requiredToSolve")}
        </label>
        <label htmlFor={`${id}-public`}>
          <Switch
            id={`${id}-public`}
            size="small"
            checked={field.public}
            onChange={(isPublic) => set({ public: isPublic })}
          />{" "}
          {t("field.public")}
        </label>
        <Button size="small" look="danger" onClick={onRemove}>
          {t("field.remove")}
        </Button>
      </div>
    </div>
  );
};
