import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import FireFilled from "@ant-design/icons/es/icons/FireFilled";
import LockFilled from "@ant-design/icons/es/icons/LockFilled";
import { Avatar, exactText, RelativeTime, timeText, useLocale } from "@yingke/ui";
import { textIn, useLanguage } from "../../app/i18n";
import { Attachments } from "./Attachments";
import type { Detail } from "./api";
import { ChangesLine } from "./ChangesLine";
import { attachmentsOf, type Entry, escalationOf, milestoneOf, starsOf, type Tone } from "./model/timeline";
import css from "./tickets.module.css";
import { useTicketType } from "./useTicketTypes";
import { type TicketTranslate, ticketWords } from "./words";

interface EntryCardProps {
  ticket: Detail;
  entry: Entry;
  tone: Tone;
}

/** One entry, told apart by its ground: the customer, ourselves, colleagues behind a lock, a finished step. */
export const EntryCard = ({ ticket, entry, tone }: EntryCardProps) => {
  const t = ticketWords.use();
  const locale = useLocale();
  if (entry.kind === "milestone") return <Milestone ticket={ticket} entry={entry} />;
  if (entry.kind === "change") return <ChangesLine ticket={ticket} entries={[entry]} />;
  const escalation = escalationOf(entry);
  if (escalation) {
    return (
      <p className={css.thinLine} data-tone="pressing">
        <FireFilled aria-hidden="true" />{" "}
        {entry.body || t("detail.escalated", { count: escalation.count, level: t(`level.${escalation.level}`) })}{" "}
        <RelativeTime at={entry.at} />
      </p>
    );
  }
  if (tone === "quiet") {
    return (
      <p className={css.thinLine}>
        {quietSentence(entry, t)} <RelativeTime at={entry.at} />
        {entry.body && <q className={css.quote}>{entry.body}</q>}
      </p>
    );
  }
  const name = actorName(entry, t);
  return (
    <article className={css.entry} data-tone={tone}>
      <Avatar name={name} size={28} />
      <div className={css.entryBody}>
        <header className={css.entryHead}>
          <strong>{name}</strong>
          <Badge entry={entry} tone={tone} />
          <time
            className={css.entryTime}
            dateTime={new Date(entry.at).toISOString()}
            title={exactText(entry.at, locale)}
          >
            {timeText(entry.at, locale)}
          </time>
        </header>
        {entry.body ? (
          <p className={css.entryText}>{entry.body}</p>
        ) : (
          entry.kind === "created" && <p className={css.entryText}>{ticket.description || ticket.title}</p>
        )}
        <Attachments files={attachmentsOf(entry)} />
      </div>
    </article>
  );
};

const Badge = ({ entry, tone }: { entry: Entry; tone: Tone }) => {
  const t = ticketWords.use();
  if (entry.kind === "internal_comment") {
    return (
      <span className={css.lockBadge}>
        <LockFilled aria-hidden="true" /> {t("detail.internal")}
      </span>
    );
  }
  if (entry.kind === "urge") {
    return (
      <span className={css.pressBadge}>
        <FireFilled aria-hidden="true" /> {t("detail.urge")}
      </span>
    );
  }
  if (entry.kind === "reject") {
    return (
      <span className={css.pressBadge}>
        <CloseCircleFilled aria-hidden="true" /> {t("detail.reject")}
      </span>
    );
  }
  if (entry.kind === "created" && tone === "internal") {
    return (
      <span className={css.lockBadge}>
        <LockFilled aria-hidden="true" /> {t("detail.createdByAgent")}
      </span>
    );
  }
  if (entry.kind === "created") {
    return <span className={css.quiet}>{tone === "customer" ? t("detail.created") : t("detail.createdByAgent")}</span>;
  }
  if (entry.kind === "supplement") return <span className={css.quiet}>{t("detail.supplement")}</span>;
  return tone === "public" ? <span className={css.publicBadge}>{t("detail.publicReply")}</span> : null;
};

const Milestone = ({ ticket, entry }: { ticket: Detail; entry: Entry }) => {
  const t = ticketWords.use();
  const language = useLanguage();
  const { step, name, text } = milestoneOf(entry);
  const definition = useTicketType(ticket).steps.find((one) => one.key === step);
  const called = name ?? definition?.name;
  // The server says it in the reader's language, with what the agent added; a type edited since changes nothing here.
  const told = entry.body || (text ? textIn(text, language) : "");
  return (
    <div className={css.milestone} data-public={entry.public || undefined}>
      <p className={css.milestoneHead}>
        <CheckCircleFilled aria-hidden="true" /> <strong>{called ? textIn(called, language) : step}</strong>
        <span>
          {actorName(entry, t)} · {entry.public ? t("detail.toldCustomer") : t("detail.internalStep")}
        </span>
        <RelativeTime at={entry.at} className={css.entryTime} />
      </p>
      {told && <p className={css.milestoneText}>{told}</p>}
    </div>
  );
};

const quietSentence = (entry: Entry, t: TicketTranslate): string => {
  switch (entry.kind) {
    case "withdraw":
      return t("detail.withdrawn");
    case "accept":
      return t("detail.accepted");
    case "rated":
      return t("detail.rated", { stars: starsOf(entry) });
    case "created":
    case "public_reply":
    case "internal_comment":
    case "milestone":
    case "change":
    case "supplement":
    case "urge":
    case "reject":
      return entry.body;
  }
};

export const actorName = (entry: Entry, t: TicketTranslate): string => {
  if (entry.actor_name) return entry.actor_name;
  switch (entry.actor.kind) {
    case "bot":
      return t("detail.bot");
    case "api_key":
      return t("detail.integration");
    case "agent":
    case "customer":
    case "system":
      return t("detail.system");
  }
};
