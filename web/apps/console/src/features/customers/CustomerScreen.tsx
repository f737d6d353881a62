import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { EmptyState } from "@yingke/ui";
import type { ReactNode } from "react";
import { isMissing } from "../../app/errors";
import { Forbidden } from "../../app/faces";
import { appWords } from "../../app/i18n";
import { useMay } from "../../app/session";
import { customerQuery } from "../../parts/customer/api";
import { Earlier } from "../../parts/customer/Earlier";
import { Orders } from "../../parts/customer/Orders";
import { Profile } from "../../parts/customer/Profile";
import { Tickets } from "../../parts/customer/Tickets";
import { Trail } from "../../parts/customer/Trail";
import { BackLink } from "./BackLink";
import css from "./customers.module.css";
import { words } from "./words";

/** Everything about one customer on one page. */
export const CustomerScreen = () => {
  const t = words.use();
  const app = appWords.use();
  const may = useMay("customers.read");
  const { customerId } = useParams({ from: "/shell/customers/$customerId" });
  const customer = useQuery({ ...customerQuery(customerId), enabled: may });
  if (!may) return <Forbidden />;
  if (isMissing(customer.error)) return <EmptyState title={t("customer.missing")} hint={t("missing_hint")} />;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <BackLink />
        <h1>{customer.data ? customer.data.nickname || app("customer.anonymous") : t("customer.title")}</h1>
      </header>
      <div className={css.columns}>
        <div className={css.side}>
          <Box title={t("customer.profile")}>
            <Profile id={customerId} />
          </Box>
          <Box title={t("customer.trail")}>
            <Trail id={customerId} />
          </Box>
        </div>
        <div className={css.main}>
          <Box title={t("customer.orders")}>
            <Orders id={customerId} />
          </Box>
          <Box title={t("customer.tickets")}>
            <Tickets id={customerId} />
          </Box>
          <Box title={t("customer.conversations")}>
            <Earlier id={customerId} />
          </Box>
        </div>
      </div>
    </div>
  );
};

export const Box = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.box} aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
);
