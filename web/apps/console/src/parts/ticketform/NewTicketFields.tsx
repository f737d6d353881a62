import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { Input, Select } from "antd";
import { useEffect, useId } from "react";
import { useGroups } from "../../app/directory";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { orderQuery } from "./api";
import { FieldForm } from "./FieldForm";
import css from "./form.module.css";
import { type FormProblems, type NewTicketForm, prefilled, type TicketType, withType } from "./newTicketForm";
import { OrderPicker } from "./OrderPicker";
import { formWords } from "./words";

interface NewTicketFieldsProps {
  form: NewTicketForm;
  types: TicketType[];
  type?: TicketType;
  customerId?: string;
  /** Absent until the person tried to send. */
  problems?: FormProblems;
  onChange: (form: NewTicketForm) => void;
}

const PRIORITIES: Schemas["Priority"][] = ["low", "normal", "high", "urgent"];

export const NewTicketFields = ({ form, types, type, customerId, problems, onChange }: NewTicketFieldsProps) => {
  const t = formWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const groups = [...useGroups().values()];
  const id = useId();
  const order = useQuery(orderQuery(form.order_id)).data;

  // What the order knows is filled in when the order or the type arrives, and never over what somebody typed.
  useEffect(() => {
    if (!order || !type) return;
    const fields = prefilled(type.fields, form.fields, order);
    if (Object.keys(fields).length !== Object.keys(form.fields).length) onChange({ ...form, fields });
  }, [order, type, form, onChange]);

  const firstGroup = type && groups.find((group) => group.key === type.group);
  return (
    <>
      <Row
        id={`${id}-type`}
        label={t("create.type")}
        required
        problem={problems?.type ? t("create.typeMissing") : undefined}
      >
        <Select
          id={`${id}-type`}
          style={{ width: "100%" }}
          placeholder={t("create.choose")}
          notFoundContent={t("create.typesEmpty")}
          status={problems?.type ? "error" : undefined}
          aria-invalid={problems?.type || undefined}
          showSearch={{ optionFilterProp: "label" }}
          options={types.map((one) => ({
            value: one.id,
            label: textIn(one.name, language),
            title: textIn(one.description, language),
          }))}
          value={form.type_id}
          onChange={(value) => {
            const next = types.find((one) => one.id === value);
            if (next) onChange(withType(form, type, next));
          }}
        />
      </Row>
      {type && type.steps.length > 0 && (
        <ol className={css.course} aria-label={t("create.courseTitle")}>
          {type.steps.map((step) => (
            <li key={step.key}>{textIn(step.name, language)}</li>
          ))}
        </ol>
      )}
      <Row
        id={`${id}-title`}
        label={t("create.name")}
        required
        problem={problems?.title ? t(`field.problem.${problems.title}`, { label: t("create.name") }) : undefined}
      >
        <Input
          id={`${id}-title`}
          value={form.title}
          placeholder={t("create.namePlaceholder")}
          status={problems?.title ? "error" : undefined}
          aria-invalid={problems?.title ? true : undefined}
          onChange={(event) => onChange({ ...form, title: event.target.value })}
        />
      </Row>
      <Row
        id={`${id}-description`}
        label={t("create.description")}
        problem={problems?.description ? t("field.problem.too_long") : undefined}
      >
        <Input.TextArea
          id={`${id}-description`}
          value={form.description}
          placeholder={t("create.descriptionPlaceholder")}
          autoSize={{ minRows: 3, maxRows: 12 }}
          aria-invalid={problems?.description ? true : undefined}
          onChange={(event) => onChange({ ...form, description: event.target.value })}
        />
      </Row>
      <Row id={`${id}-order`} label={t("create.order")}>
        <OrderPicker
          id={`${id}-order`}
          value={form.order_id}
          customerId={customerId}
          onChange={(order_id) => onChange({ ...form, order_id })}
        />
      </Row>
      {type && (
        <FieldForm
          fields={type.fields}
          values={form.fields}
          problems={problems?.fields ?? {}}
          orderId={form.order_id}
          onChange={(key, value) => onChange({ ...form, fields: { ...form.fields, [key]: value } })}
        />
      )}
      <div className={css.two}>
        <Row id={`${id}-group`} label={t("create.group")}>
          <Select
            id={`${id}-group`}
            allowClear
            style={{ width: "100%" }}
            placeholder={
              firstGroup ? t("create.groupOfType", { group: textIn(firstGroup.name, language) }) : t("create.groupAuto")
            }
            showSearch={{ optionFilterProp: "label" }}
            options={groups.map((group) => ({ value: group.id, label: textIn(group.name, language) }))}
            value={form.group_id}
            onChange={(group_id) => onChange({ ...form, group_id })}
          />
        </Row>
        <Row id={`${id}-priority`} label={t("create.priority")}>
          <Select
            id={`${id}-priority`}
            allowClear
            style={{ width: "100%" }}
            placeholder={t("create.priorityAuto")}
            options={PRIORITIES.map((value) => ({ value, label: app(`priority.${value}`) }))}
            value={form.priority}
            onChange={(priority) => onChange({ ...form, priority })}
          />
        </Row>
      </div>
    </>
  );
};

interface RowProps {
  id: string;
  label: string;
  required?: boolean;
  problem?: string;
  children: React.ReactNode;
}

const Row = ({ id, label, required, problem, children }: RowProps) => (
  <div className={css.row}>
    <label className={css.label} htmlFor={id}>
      {label}
      {required && (
        <span className={css.required} aria-hidden="true">
          *
        </span>
      )}
    </label>
    {children}
    <div className={css.note} data-problem={problem ? true : undefined}>
      {problem}
    </div>
  </div>
);
