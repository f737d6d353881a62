import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { EmptyState } from "@yingke/ui";
import { useEffect, useRef } from "react";
import { Icon } from "../parts/Icon";
import { useWords } from "./i18n";
import { LanguageChoice } from "./LanguageChoice";
import { useLine } from "./live";
import { leave, useCustomer } from "./session";
import { contact } from "./widget";

/** The shop's name above, three places to go, the page below. */
export const Shell = () => {
  const t = useWords();
  const { shop_name, nickname } = useCustomer();
  const down = useLine((line) => line.down);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  // A screen reader goes on with the new page, not with the link that led there.
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  const inOrders = pathname.startsWith("/orders");
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t("skip")}
      </button>
      <header className="top">
        <div className="bar">
          <Link to="/" className="shop">
            {shop_name}
          </Link>
          <LanguageChoice />
          <button type="button" className="leave" title={nickname} onClick={leave}>
            {t("leave")}
          </button>
        </div>
        <nav className="bar places" aria-label={t("places")}>
          <Link to="/" aria-current={inOrders ? undefined : "page"}>
            <Icon name="request" />
            {t("my_requests")}
          </Link>
          <Link to="/orders" aria-current={inOrders ? "page" : undefined}>
            <Icon name="bag" />
            {t("orders")}
          </Link>
          <button type="button" onClick={() => contact()}>
            <Icon name="talk" />
            {t("contact")}
          </button>
        </nav>
      </header>
      {down && (
        <p className="offline" role="status">
          {t("offline")}
        </p>
      )}
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
    </>
  );
};

export const NotFound = () => {
  const t = useWords();
  return <EmptyState title={t("gone")} action={<Link to="/">{t("back_home")}</Link>} />;
};
