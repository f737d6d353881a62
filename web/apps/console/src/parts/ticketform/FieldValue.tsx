import { useQuery } from "@tanstack/react-query";
import { dateText, Money, Phone, useLocale } from "@yingke/ui";
import type { ReactNode } from "react";
import { type Language, textIn, useLanguage } from "../../app/i18n";
import { attachmentsIn } from "./AttachmentsInput";
import { orderQuery } from "./api";
import { FileList } from "./FileList";
import { type FieldDef, type FieldKind, isEmpty } from "./fields";
import css from "./form.module.css";
import { formWords } from "./words";

interface FieldValueProps {
  field: FieldDef;
  value: unknown;
  orderId?: string;
  /** Stands where nothing was filled in. */
  empty: ReactNode;
}

/** A field's value for reading. */
export const FieldValue = ({ field, value, orderId, empty }: FieldValueProps): ReactNode => {
  const language = useLanguage();
  if (isEmpty(field, value) && field.kind !== "checkbox") return empty;
  const Shown = SHOWN[field.kind];
  return <Shown field={field} value={value} orderId={orderId} language={language} />;
};

interface ShownProps {
  field: FieldDef;
  value: unknown;
  orderId?: string;
  language: Language;
}

const Words = ({ value }: ShownProps) => <span className={css.words}>{String(value)}</span>;
const Amount = ({ value }: ShownProps) => (typeof value === "number" ? <Money fen={value} /> : String(value));
const Day = ({ value }: ShownProps) => {
  const locale = useLocale();
  const at = Date.parse(`${String(value)}T00:00:00`);
  return Number.isNaN(at) ? String(value) : dateText(at, Date.now(), locale);
};
const Choice = ({ field, value, language }: ShownProps) => {
  const labels = (Array.isArray(value) ? value : [value]).map((one) => {
    const option = (field.options ?? []).find((each) => each.value === one);
    return option ? textIn(option.label, language) : String(one);
  });
  return labels.join(language === "en" ? ", " : "、");
};
const Lines = ({ value, orderId }: ShownProps) => {
  const t = formWords.use();
  const order = useQuery(orderQuery(orderId)).data;
  const numbers = Array.isArray(value) ? (value as number[]) : [];
  return (
    <ul className={css.plainList}>
      {numbers.map((no) => {
        const line = order?.lines.find((one) => one.line_no === no);
        return (
          <li key={no}>
            {line ? t("field.lineOf", { title: line.title, count: line.quantity }) : t("field.line", { no })}
          </li>
        );
      })}
    </ul>
  );
};
const Files = ({ value }: ShownProps) => {
  const t = formWords.use();
  const files = attachmentsIn(value);
  return files.length > 0 ? (
    <FileList files={files} />
  ) : (
    t("field.files", { count: Array.isArray(value) ? value.length : 0 })
  );
};
const Ticked = ({ value }: ShownProps) => {
  const t = formWords.use();
  return value === true ? t("field.yes") : t("field.no");
};
const Figure = ({ value, language }: ShownProps) =>
  typeof value === "number" ? new Intl.NumberFormat(language).format(value) : String(value);

const SHOWN = {
  text: Words,
  long_text: Words,
  number: Figure,
  money: Amount,
  date: Day,
  select: Choice,
  multi: Choice,
  phone: ({ value }) => <Phone number={String(value)} />,
  order_lines: Lines,
  attachments: Files,
  checkbox: Ticked,
} satisfies Record<FieldKind, (props: ShownProps) => ReactNode>;
