import BellOutlined from "@ant-design/icons/es/icons/BellOutlined";
import { EmptyState, Floating, RelativeTime, SkeletonRows } from "@yingke/ui";
import { Broken } from "./faces";
import { AppLink } from "./go";
import { appWords } from "./i18n";
import { type Notice, noticeHref, useNotices, useReadNotices, useUnreadNotices } from "./notices";
import css from "./shell.module.css";

export const NoticesBell = () => {
  const t = appWords.use();
  const unread = useUnreadNotices();
  return (
    <Floating
      placement="right-end"
      className={css.footButton}
      label={unread > 0 ? t("notices.unread", { count: unread }) : t("notices.title")}
      panelLabel={t("notices.title")}
      face={
        <span className={css.placeIcon}>
          <BellOutlined />
          {unread > 0 && <span className={css.badge}>{unread > 99 ? "99+" : unread}</span>}
        </span>
      }
    >
      {(close) => <NoticeList close={close} />}
    </Floating>
  );
};

const NoticeList = ({ close }: { close: () => void }) => {
  const t = appWords.use();
  const notices = useNotices();
  const read = useReadNotices();
  const items = notices.data?.items ?? [];
  const newest = items[0];
  const someUnread = items.some((notice) => !notice.read);
  return (
    <section className={css.notices} aria-label={t("notices.title")}>
      <header>
        <h2>{t("notices.title")}</h2>
        {newest && someUnread && (
          <button type="button" className={css.textButton} onClick={() => read.mutate(newest.id)}>
            {t("notices.read_all")}
          </button>
        )}
      </header>
      {notices.isPending && <SkeletonRows rows={3} />}
      {notices.isError && <Broken error={notices.error} retry={() => void notices.refetch()} />}
      {notices.isSuccess && items.length === 0 && (
        <EmptyState title={t("notices.none")} hint={t("notices.none_hint")} />
      )}
      {items.length > 0 && (
        <ul>
          {items.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} close={close} />
          ))}
        </ul>
      )}
    </section>
  );
};

const KINDS = [
  "mention",
  "assigned",
  "urged",
  "transferred",
  "rebound",
  "supplemented",
  "proposal_published",
  "proposal_returned",
  "proposal_dropped",
] as const;

const NoticeRow = ({ notice, close }: { notice: Notice; close: () => void }) => {
  const t = appWords.use();
  const kind = KINDS.find((known) => known === notice.kind);
  const href = noticeHref(notice);
  const body = (
    <>
      <span className={css.noticeHead}>
        {!notice.read && <span className={css.unreadDot} aria-hidden="true" />}
        {kind && <strong>{t(`notice.${kind}`)}</strong>}
        <RelativeTime at={notice.at} className={css.noticeTime} />
      </span>
      <span className={css.noticeText}>{notice.text}</span>
    </>
  );
  return (
    <li>
      {href ? (
        <AppLink href={href} className={css.notice} onClick={close}>
          {body}
        </AppLink>
      ) : (
        <div className={css.notice}>{body}</div>
      )}
    </li>
  );
};
