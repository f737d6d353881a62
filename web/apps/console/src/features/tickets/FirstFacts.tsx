import { textIn, useLanguage } from "../../app/i18n";
import { FieldValue } from "../../parts/ticketform/FieldValue";
import { isEmpty, valuesOf } from "../../parts/ticketform/fields";
import type { Detail } from "./api";
import { Property } from "./Facts";
import { firstFactsOf } from "./model/firstFacts";
import css from "./tickets.module.css";
import { useTicketType } from "./useTicketTypes";
import { ticketWords } from "./words";

/** The problem as it was first told. On top once the customer came back: that one is the real problem (S1-10). */
export const FirstFacts = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const language = useLanguage();
  const { fields } = useTicketType(ticket);
  const facts = firstFactsOf(ticket.first_facts);
  if (ticket.rebound_count === 0 || !facts) return null;
  const values = valuesOf(facts.fields);
  return (
    <section className={css.firstFacts}>
      <h3>{t("facts.firstFacts")}</h3>
      <p className={css.quiet}>{t("facts.firstFactsHint")}</p>
      {facts.title && <p className={css.firstTitle}>{facts.title}</p>}
      {facts.description && facts.description !== facts.title && <p className={css.words}>{facts.description}</p>}
      <dl className={css.properties}>
        {fields
          .filter((field) => !isEmpty(field, values[field.key]))
          .map((field) => (
            <Property key={field.key} name={textIn(field.label, language)}>
              <FieldValue field={field} value={values[field.key]} orderId={ticket.order_id ?? undefined} empty={null} />
            </Property>
          ))}
      </dl>
    </section>
  );
};
