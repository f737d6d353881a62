import { useQuery } from "@tanstack/react-query";
import { Button, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { Broken } from "../../../app/faces";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { endSession, sessionsQuery } from "../api";
import { deviceOf } from "../model/device";
import { Page } from "../ui/Page";
import { adminWords } from "../words";

export const DevicesPage = () => {
  const t = adminWords.use();
  const sessions = useQuery(sessionsQuery);
  const { save, saving } = useSaving("sessions");
  return (
    <Page section="devices">
      {sessions.isPending && <SkeletonRows rows={3} />}
      {sessions.isError && <Broken error={sessions.error} retry={() => void sessions.refetch()} />}
      <ul className={css.rows}>
        {sessions.data?.map((session) => (
          <li key={session.id} className={css.plainRow}>
            <span className={css.rowMain}>
              <strong title={session.user_agent}>{deviceOf(session.user_agent) || t("device.unknown")}</strong>
              <span className={css.quiet}>
                {session.ip} · {t("device.seen")} <RelativeTime at={session.seen_at} />
              </span>
            </span>
            {session.current ? (
              <StatusTag tone="brand">{t("device.this")}</StatusTag>
            ) : (
              <Button
                size="small"
                busy={saving}
                onClick={() => void save(() => endSession(session.id), t("device.ended"))}
              >
                {t("device.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
};
