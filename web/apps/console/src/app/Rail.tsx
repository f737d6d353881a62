import { useRouterState } from "@tanstack/react-router";
import { Suspense } from "react";
import { AccountMenu } from "./AccountMenu";
import { AppLink } from "./go";

import { appWords } from "./i18n";
import { NoticesBell } from "./NoticesBell";
import { PresenceSwitch } from "./PresenceSwitch";
import { railPlaces } from "./places";
import { useMe } from "./session";
import css from "./shell.module.css";

/** Places above; own state, notices and account at the foot. On a phone it lies at the bottom. */
export const Rail = () => {
  const t = appWords.use();
  const { permissions } = useMe();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const places = railPlaces(permissions);
  return (
    <nav className={css.rail} aria-label={t("rail.label")}>
      <div className={css.places}>
        {places.map(({ href, title, icon: Icon, Badge }) => {
          const current = path === href || path.startsWith(`${href}/`);
          return (
            <AppLink key={href} href={href} className={css.place} aria-current={current ? "page" : undefined}>
              <span className={css.placeIcon}>
                <Icon />
                {Badge && (
                  <Suspense>
                    <Badge />
                  </Suspense>
                )}
              </span>
              <span className={css.placeWord}>{title()}</span>
            </AppLink>
          );
        })}
      </div>
      <div className={css.foot}>
        <NoticesBell />
        <PresenceSwitch />
        <AccountMenu />
      </div>
    </nav>
  );
};
