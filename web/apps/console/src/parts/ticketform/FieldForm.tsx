import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { useId } from "react";
import { textIn, useLanguage } from "../../app/i18n";
import { FieldInput } from "./FieldInput";
import type { FieldDef, FieldProblem, FieldValues } from "./fields";
import css from "./form.module.css";
import { formWords } from "./words";

interface FieldFormProps {
  fields: readonly FieldDef[];
  values: FieldValues;
  problems: Record<string, FieldProblem>;
  /** The order whose lines may be chosen. */
  orderId?: string;
  disabled?: boolean;
  onChange: (key: string, value: unknown) => void;
}

/** The fields of a ticket type, drawn from its definition. */
export const FieldForm = ({ fields, values, problems, orderId, disabled, onChange }: FieldFormProps) => {
  const t = formWords.use();
  const language = useLanguage();
  const base = useId();
  return fields.map((field) => {
    const id = `${base}-${field.key}`;
    const label = textIn(field.label, language);
    const problem = problems[field.key];
    const help = field.help ? textIn(field.help, language) : "";
    return (
      <div className={css.row} key={field.key} data-field={field.key}>
        <label className={css.label} htmlFor={id}>
          {label}
          {field.required && !field.public && <span className={css.required}>{t("field.beforeSolving")}</span>}
          {!field.public && (
            <span className={css.staff} title={t("field.staff")}>
              <LockOutlined aria-hidden="true" /> {t("field.staff")}
            </span>
          )}
        </label>
        <FieldInput
          id={id}
          field={field}
          label={label}
          value={values[field.key]}
          orderId={orderId}
          disabled={disabled}
          invalid={Boolean(problem)}
          describedBy={`${id}-note`}
          onChange={(value) => onChange(field.key, value)}
        />
        <div id={`${id}-note`} className={css.note} data-problem={problem ? true : undefined}>
          {problem ? t(`field.problem.${problem}`, { label }) : help}
        </div>
      </div>
    );
  });
};
