import EllipsisOutlined from "@ant-design/icons/es/icons/EllipsisOutlined";
import { useRouterState } from "@tanstack/react-router";
import { Floating } from "@yingke/ui";
import { Suspense } from "react";
import { AccountMenu } from "./AccountMenu";
import { AppLink } from "./go";
import { appWords } from "./i18n";
import { useMedia } from "./media";
import { NoticesBell } from "./NoticesBell";
import { useUnreadNotices } from "./notices";
import { PresenceSwitch } from "./PresenceSwitch";
import { railPlaces } from "./places";
import type { RailPlace } from "./registry";
import { useMe } from "./session";
import css from "./shell.module.css";

/** Places that a phone's width has room for, beside one's own state and "more". */
const AT_HAND = 4;

/** Places above; own state, notices and account at the foot. On a phone it lies at the bottom. */
export const Rail = () => {
  const t = appWords.use();
  const { permissions } = useMe();
  const places = railPlaces(permissions);
  const phone = useMedia("(max-width: 640px)");
  return (
    <nav className={css.rail} aria-label={t("rail.label")}>
      <div className={css.places}>
        {(phone ? places.slice(0, AT_HAND) : places).map((place) => (
          <Place key={place.href} place={place} />
        ))}
      </div>
      <div className={css.foot}>
        {!phone && <NoticesBell />}
        <PresenceSwitch />
        {phone ? <More places={places.slice(AT_HAND)} /> : <AccountMenu />}
      </div>
    </nav>
  );
};

const Place = ({ place: { href, title, icon: Icon, Badge }, onGo }: { place: RailPlace; onGo?: () => void }) => {
  const current = useIsAt()(href);
  return (
    <AppLink href={href} className={css.place} aria-current={current ? "page" : undefined} onClick={onGo}>
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
};

/** What a phone has no room for: the other places, notices, and the account. */
const More = ({ places }: { places: RailPlace[] }) => {
  const t = appWords.use();
  const isAt = useIsAt();
  const unread = useUnreadNotices();
  const word = t("rail.more");
  return (
    <Floating
      placement="top-end"
      className={css.place}
      label={unread > 0 ? `${word}, ${t("notices.unread", { count: unread })}` : word}
      panelLabel={word}
      current={places.some(({ href }) => isAt(href))}
      face={
        <>
          <span className={css.placeIcon}>
            <EllipsisOutlined />
            {unread > 0 && <span className={css.badge}>{unread > 99 ? "99+" : unread}</span>}
          </span>
          <span className={css.placeWord}>{word}</span>
        </>
      }
    >
      {(close) => (
        <div className={css.more}>
          {places.map((place) => (
            <Place key={place.href} place={place} onGo={close} />
          ))}
          <div className={css.moreFoot}>
            <NoticesBell />
            <AccountMenu />
          </div>
        </div>
      )}
    </Floating>
  );
};

const useIsAt = () => {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (href: string) => path === href || path.startsWith(`${href}/`);
};
