import { exactText, MoodDot, useLocale } from "@yingke/ui";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import css from "./ledger.module.css";
import type { Evidence, Row } from "./model";
import { ledgerWords } from "./words";

/** What happened, in order: each line says when, and leads to where it was said. */
export const EvidenceList = ({ row }: { row: Row }) => {
  const t = ledgerWords.use();
  const locale = useLocale();
  return (
    <ol className={css.evidence}>
      {row.evidence.map((one, place) => (
        <li key={place}>
          <time>{exactText(one.at, locale)}</time>
          <Said one={one} />
        </li>
      ))}
      {row.due_at && (
        <li>
          <time>{exactText(row.due_at, locale)}</time>
          <span className={css.quiet}>{t("evidence.due")}</span>
        </li>
      )}
    </ol>
  );
};

const Said = ({ one }: { one: Evidence }) => {
  const t = ledgerWords.use();
  const app = appWords.use();
  switch (one.kind) {
    case "turn":
      return (
        <span>
          {t(`said.${one.said}`)} {one.mood !== "calm" && <MoodDot mood={one.mood} label={app(`mood.${one.mood}`)} />}
        </span>
      );
    case "request":
      return <AppLink href={`/tickets/${one.ticket_id}`}>{t("evidence.request")}</AppLink>;
    case "rated":
      return <span>{t("evidence.rated", { stars: one.stars })}</span>;
    case "disputed":
      return <span>{t("evidence.disputed")}</span>;
    case "contact": {
      const label = `${t(`contact.${one.contact}`)} · ${t(one.same_issue ? "contact.same" : "contact.other")}`;
      const href = one.ticket_id ? `/tickets/${one.ticket_id}` : one.conversation_id && `/inbox/${one.conversation_id}`;
      return href ? <AppLink href={href}>{label}</AppLink> : <span>{label}</span>;
    }
    default:
      return <span>{t(`evidence.${one.kind}`)}</span>;
  }
};
