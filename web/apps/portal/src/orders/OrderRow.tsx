import { Link } from "@tanstack/react-router";
import { moneyText } from "@yingke/ui";
import { useWords } from "../app/i18n";
import type { OrderCard } from "../app/types";
import { Icon } from "../parts/Icon";
import { OrderTag, Picture, Time } from "../parts/pieces";

/** An order as one row; it leads to the order, or to a request about it. */
export const OrderRow = ({ order, start }: { order: OrderCard; start?: boolean }) => {
  const inside = <Inside order={order} />;
  return start ? (
    <Link className="card row" to="/start" search={{ order: order.order_id }}>
      {inside}
    </Link>
  ) : (
    <Link className="card row" to="/orders/$id" params={{ id: order.order_id }}>
      {inside}
    </Link>
  );
};

const Inside = ({ order }: { order: OrderCard }) => {
  const t = useWords();
  return (
    <>
      <Picture url={order.image_url} />
      <span className="grow">
        <span className="line">
          <b className="two">{order.title}</b>
          <OrderTag state={order.state} />
        </span>
        <span className="line faint">
          <span className="number">
            {order.item_count > 1 && `${t("items", { n: order.item_count })} · `}
            {moneyText(order.paid_fen)}
          </span>
          <Time at={order.ordered_at} />
        </span>
        {order.last_scan && (
          <span className="scan">
            <Icon name="truck" />
            <span className="cut">{order.last_scan.text}</span>
          </span>
        )}
      </span>
    </>
  );
};
