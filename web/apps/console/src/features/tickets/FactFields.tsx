import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { Button } from "@yingke/ui";
import { useState } from "react";
import { textIn, useLanguage } from "../../app/i18n";
import { FieldForm } from "../../parts/ticketform/FieldForm";
import { FieldValue } from "../../parts/ticketform/FieldValue";
import { changedFields, staffProblems, tidyValues, valuesOf } from "../../parts/ticketform/fields";
import type { Detail } from "./api";
import { useEdit } from "./editing";
import { Property } from "./Facts";
import { isOver } from "./model/waiting";
import css from "./tickets.module.css";
import { useTicketType } from "./useTicketTypes";
import { ticketWords } from "./words";

/** The type's own fields: read, or edited together. What was there when editing began is what a conflict is judged by. */
export const FactFields = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const language = useLanguage();
  const { save, saving } = useEdit();
  const [base, setBase] = useState<Detail>();
  const [values, setValues] = useState(valuesOf(ticket.fields));
  const { fields } = useTicketType(ticket);
  const orderId = ticket.order_id ?? undefined;

  const begin = () => {
    setBase(ticket);
    setValues(valuesOf(ticket.fields));
  };
  const problems = base ? staffProblems(fields, values) : {};
  const submit = async () => {
    if (!base || Object.keys(problems).length > 0) return;
    const tidy = tidyValues(fields, values);
    if (changedFields(valuesOf(base.fields), tidy).length === 0) {
      setBase(undefined);
      return;
    }
    // Also after a conflict the form is done: the dialog has taken the change over.
    await save({ fields: tidy, reason: "" }, base);
    setBase(undefined);
  };

  return (
    <section className={css.factSection}>
      <h3>
        {t("facts.fields")}
        {!base && !isOver(ticket.state) && (
          <Button look="quiet" size="small" onClick={begin}>
            {t("facts.editFields")}
          </Button>
        )}
      </h3>
      {base ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.stopPropagation();
              setBase(undefined);
            }
          }}
        >
          <FieldForm
            fields={fields}
            values={values}
            problems={problems}
            orderId={orderId}
            onChange={(key, value) => setValues((now) => ({ ...now, [key]: value }))}
          />
          <div className={css.formFoot}>
            <Button size="small" onClick={() => setBase(undefined)}>
              {t("facts.cancelEdit")}
            </Button>
            <Button size="small" look="primary" type="submit" busy={saving}>
              {t("facts.saveFields")}
            </Button>
          </div>
        </form>
      ) : (
        <dl className={css.properties}>
          {fields.map((field) => (
            <Property key={field.key} name={textIn(field.label, language)}>
              <FieldValue
                field={field}
                value={valuesOf(ticket.fields)[field.key]}
                orderId={orderId}
                empty={<span className={css.quiet}>{t("facts.notFilled")}</span>}
              />
              {!field.public && (
                <span className={css.staffMark} title={t("facts.staffOnly")}>
                  <LockOutlined aria-label={t("facts.staffOnly")} />
                </span>
              )}
            </Property>
          ))}
        </dl>
      )}
    </section>
  );
};
