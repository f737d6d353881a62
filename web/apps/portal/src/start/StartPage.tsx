// Starting a request without any agent: which order, what kind, then a form that already knows most of it.
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, EmptyState } from "@yingke/ui";
import { useWords } from "../app/i18n";
import { formsQuery, orderQuery } from "../app/queries";
import { contact } from "../app/widget";
import { cardOf } from "../orders/card";
import { OrderList } from "../orders/OrderList";
import { OrderRow } from "../orders/OrderRow";
import { Icon } from "../parts/Icon";
import { Ready } from "../parts/pieces";
import { Fill } from "./Fill";

export const StartPage = () => {
  const { order, type } = useSearch({ from: "/start" });
  return <div className="page narrow">{order ? <Types chosen={order} type={type} /> : <WhichOrder />}</div>;
};

const WhichOrder = () => {
  const t = useWords();
  return (
    <>
      <Link to="/" className="back">
        <Icon name="back" />
        {t("my_requests")}
      </Link>
      <h1>{t("choose_order")}</h1>
      <Link className="card row" to="/start" search={{ order: "-" }}>
        <span className="grow">{t("no_order")}</span>
        <Icon name="next" />
      </Link>
      <OrderList start />
    </>
  );
};

const Types = ({ chosen, type }: { chosen: string; type?: string }) => {
  const t = useWords();
  const order = chosen === "-" ? undefined : chosen;
  const forms = useQuery(formsQuery(order));
  const about = useQuery({ ...orderQuery(order ?? ""), enabled: Boolean(order) });
  return (
    <>
      <Link to="/start" search={type ? { order: chosen } : {}} className="back">
        <Icon name="back" />
        {type ? t("choose_type") : t("choose_order")}
      </Link>
      <Ready of={forms}>
        {(all) => {
          const form = all.find((one) => one.key === type);
          if (form) return <Fill key={`${form.key}:${chosen}`} form={form} order={order} about={about.data} />;
          if (!all.length) {
            return (
              <EmptyState
                title={t("no_types")}
                action={
                  <Button look="primary" size="large" onClick={() => contact("human")}>
                    {t("contact")}
                  </Button>
                }
              />
            );
          }
          return (
            <>
              <h1>{t("choose_type")}</h1>
              {about.data && <OrderRow order={cardOf(about.data)} />}
              <ul className="stack">
                {all.map((one) => (
                  <li key={one.key}>
                    <Link className="card row" to="/start" search={{ order: chosen, type: one.key }}>
                      <span className="grow">
                        <b>{one.name}</b>
                        {one.description && <span className="faint">{one.description}</span>}
                      </span>
                      <Icon name="next" />
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Ready>
    </>
  );
};
