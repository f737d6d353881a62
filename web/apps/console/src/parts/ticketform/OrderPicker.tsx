import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { Money } from "@yingke/ui";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { appWords } from "../../app/i18n";
import { customerOrdersQuery, findOrdersQuery, orderQuery } from "./api";
import css from "./form.module.css";
import { formWords } from "./words";

interface OrderPickerProps {
  id: string;
  value?: string;
  customerId?: string;
  onChange: (orderId: string | undefined) => void;
  autoFocus?: boolean;
}

/** The customer's own orders first; any other by its number or tracking number. */
export const OrderPicker = ({ id, value, customerId, onChange, autoFocus }: OrderPickerProps) => {
  const t = formWords.use();
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed.trim());
  const own = useQuery(customerOrdersQuery(customerId));
  const found = useQuery(findOrdersQuery(words));
  const chosen = useQuery(orderQuery(value)).data;
  const orders = new Map<string, Schemas["OrderView"]>();
  for (const order of words.length >= 3 ? (found.data?.items ?? []) : (own.data?.items ?? []))
    orders.set(order.id, order);
  if (chosen) orders.set(chosen.id, chosen);
  return (
    <Select
      id={id}
      autoFocus={autoFocus}
      style={{ width: "100%" }}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={own.isFetching || found.isFetching}
      placeholder={t("create.findOrder")}
      notFoundContent={words.length >= 3 && found.isSuccess ? t("create.orderNotFound") : t("create.findOrder")}
      value={value}
      onChange={(next) => onChange(next ?? undefined)}
      optionLabelProp="label"
      options={[...orders.values()].map((order) => ({ value: order.id, label: order.order_no, order }))}
      optionRender={({ data }) => <OrderOption order={data.order} />}
    />
  );
};

const OrderOption = ({ order }: { order: Schemas["OrderView"] }) => {
  const app = appWords.use();
  return (
    <div className={css.orderOption}>
      <span>
        <strong>{order.order_no}</strong> <span className={css.quiet}>{app(`order_state.${order.state}`)}</span>
      </span>
      <Money fen={order.paid_fen} />
      <span className={css.orderTitle}>{order.lines.map((line) => line.title).join(" · ")}</span>
    </div>
  );
};
