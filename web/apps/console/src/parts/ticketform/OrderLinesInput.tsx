import { useQuery } from "@tanstack/react-query";
import { SkeletonLine } from "@yingke/ui";
import { Checkbox } from "antd";
import { Broken } from "../../app/faces";
import { orderQuery } from "./api";
import type { FieldInputProps } from "./FieldInput";
import css from "./form.module.css";
import { formWords } from "./words";

/** Which lines of the order it is about. Kept as line numbers. */
export const OrderLinesInput = ({ id, label, value, orderId, disabled, describedBy, onChange }: FieldInputProps) => {
  const t = formWords.use();
  const order = useQuery(orderQuery(orderId));
  if (!orderId) return <div className={css.quiet}>{t("field.noOrder")}</div>;
  if (order.isPending) return <SkeletonLine height={32} />;
  if (order.isError) return <Broken compact error={order.error} retry={() => void order.refetch()} />;
  const chosen = Array.isArray(value) ? (value as number[]) : [];
  return (
    <fieldset id={id} className={css.lines} aria-label={label} aria-describedby={describedBy} disabled={disabled}>
      {order.data.lines.map((line) => (
        <Checkbox
          key={line.line_no}
          className={css.line}
          checked={chosen.includes(line.line_no)}
          onChange={(event) =>
            onChange(
              event.target.checked
                ? [...chosen, line.line_no].sort((a, b) => a - b)
                : chosen.filter((no) => no !== line.line_no),
            )
          }
        >
          <span className={css.lineTitle}>{t("field.lineOf", { title: line.title, count: line.quantity })}</span>
          {line.spec && <span className={css.quiet}>{line.spec}</span>}
        </Checkbox>
      ))}
    </fieldset>
  );
};
