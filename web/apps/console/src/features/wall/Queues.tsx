import { useNow } from "@yingke/ui";
import { useGroups } from "../../app/directory";
import { AppLink } from "../../app/go";
import { textIn, useLanguage } from "../../app/i18n";
import { byLongestWait, clock, toneOf, type Wall, waitOf } from "./model";
import css from "./wall.module.css";
import { wallWords } from "./words";

export const Queues = ({ wall }: { wall: Wall }) => {
  const t = wallWords.use();
  const language = useLanguage();
  const groups = useGroups();
  const now = useNow(1000);
  const nameOf = (id: string | null) => {
    const group = id ? groups.get(id) : undefined;
    return group ? textIn(group.name, language) : t("queue.any");
  };
  // People who belong to no group are only worth a row while there are some.
  const shown = wall.queues.filter((queue) => queue.group_id || queue.waiting > 0 || queue.active > 0);
  return (
    <section className={css.panel}>
      <h2>{t("queues")}</h2>
      {shown.length === 0 && <p className={css.none}>{t("queue.none")}</p>}
      {shown.length > 0 && (
        <div className={css.scroll}>
          <table className={css.queues}>
            <thead>
              <tr>
                <th scope="col">{t("queue.name")}</th>
                <th scope="col">{t("queue.waiting")}</th>
                <th scope="col">{t("queue.longest")}</th>
                <th scope="col">{t("queue.active")}</th>
                <th scope="col">{t("queue.ready")}</th>
              </tr>
            </thead>
            <tbody>
              {byLongestWait(shown, nameOf).map((queue) => {
                const wait = waitOf(queue, now);
                const id = queue.group_id ?? null;
                return (
                  <tr key={id ?? "none"} data-tone={toneOf(wait)}>
                    <th scope="row">
                      <AppLink href={`/inbox?box=waiting${id ? `&group_id=${id}` : ""}`} className={css.rowLink}>
                        {nameOf(id)}
                      </AppLink>
                    </th>
                    <td data-strong={queue.waiting > 0 || undefined}>{queue.waiting}</td>
                    <td className={css.wait}>{queue.waiting > 0 ? clock(wait) : "–"}</td>
                    <td>{queue.active}</td>
                    <td data-empty={(queue.ready_agents === 0 && queue.waiting > 0) || undefined}>
                      {queue.ready_agents}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
