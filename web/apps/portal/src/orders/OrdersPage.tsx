import { useWords } from "../app/i18n";
import { OrderList } from "./OrderList";

export const OrdersPage = () => {
  const t = useWords();
  return (
    <div className="page">
      <h1>{t("orders")}</h1>
      <OrderList />
    </div>
  );
};
