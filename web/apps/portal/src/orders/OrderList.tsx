import { useInfiniteQuery } from "@tanstack/react-query";
import { EmptyState } from "@yingke/ui";
import { useWords } from "../app/i18n";
import { ordersQuery } from "../app/queries";
import { More, Ready } from "../parts/pieces";
import { cardOf } from "./card";
import { OrderRow } from "./OrderRow";

export const OrderList = ({ start }: { start?: boolean }) => {
  const t = useWords();
  const list = useInfiniteQuery(ordersQuery);
  return (
    <Ready of={list}>
      {(data) => {
        const orders = data.pages.flatMap((page) => page.items);
        if (!orders.length) return <EmptyState title={t("no_orders")} />;
        return (
          <>
            <ul className="stack">
              {orders.map((order) => (
                <li key={order.id}>
                  <OrderRow order={cardOf(order)} start={start} />
                </li>
              ))}
            </ul>
            <More of={list} />
          </>
        );
      }}
    </Ready>
  );
};
