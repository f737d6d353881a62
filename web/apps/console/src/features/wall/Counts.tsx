import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import WarningFilled from "@ant-design/icons/es/icons/WarningFilled";
import type { Schemas } from "@yingke/api";
import { AppLink } from "../../app/go";
import { appWords, useLanguage } from "../../app/i18n";
import { coverageOf, goodShare, type Wall } from "./model";
import css from "./wall.module.css";
import { wallWords } from "./words";

const CONVERSATION_STATES: Schemas["ConversationState"][] = [
  "queued",
  "offered",
  "active",
  "wrapup",
  "bot",
  "offline_message",
];
const TICKET_STATES: Schemas["TicketState"][] = ["new", "open", "pending_customer", "on_hold", "solved"];

export const Counts = ({ wall }: { wall: Wall }) => {
  const t = wallWords.use();
  const app = appWords.use();
  return (
    <section className={css.counts}>
      <CountGroup
        title={t("conversations")}
        items={CONVERSATION_STATES.map((state) => ({
          name: app(`conversation_state.${state}`),
          count: wall.conversations[state] ?? 0,
          href: `/inbox?box=all&state=${state}`,
        }))}
      />
      <CountGroup
        title={t("tickets")}
        items={TICKET_STATES.map((state) => ({
          name: app(`ticket_state.${state}`),
          count: wall.tickets[state] ?? 0,
          href: `/tickets?state=${state}`,
        }))}
      />
      <Today today={wall.today} />
      <Coverage wall={wall} />
    </section>
  );
};

const CountGroup = ({ title, items }: { title: string; items: { name: string; count: number; href: string }[] }) => {
  const language = useLanguage();
  return (
    <div className={css.countGroup}>
      <h2>{title}</h2>
      <ul>
        {items.map(({ name, count, href }) => (
          <li key={href}>
            <AppLink href={href}>
              <span className={css.countNumber}>{count.toLocaleString(language)}</span>
              <span className={css.countName}>{name}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Today = ({ today }: { today: Wall["today"] }) => {
  const t = wallWords.use();
  const language = useLanguage();
  const share = goodShare(today);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const keys = ["conversations", "bot_only", "to_human", "tickets_created", "tickets_solved"] as const;
  return (
    <div className={css.countGroup}>
      <h2>{t("today")}</h2>
      <ul>
        {keys.map((key) => (
          <li key={key}>
            <span className={css.countNumber}>{today[key].toLocaleString(language)}</span>
            <span className={css.countName}>{t(`today.${key}`)}</span>
          </li>
        ))}
        <li title={t("today.ratings", { good: today.ratings_good, count: today.ratings })}>
          <span className={css.countNumber}>{share === undefined ? "–" : percent.format(share)}</span>
          <span className={css.countName}>{t("today.good")}</span>
        </li>
      </ul>
    </div>
  );
};

/** Every contact leaves a record (S1-12). When one is missing, this is the loudest thing on the wall. */
const Coverage = ({ wall }: { wall: Wall }) => {
  const t = wallWords.use();
  const language = useLanguage();
  const { whole, ratio, missing, records, contacts } = coverageOf(wall);
  return (
    <div className={css.coverage} data-broken={!whole || undefined} role={whole ? undefined : "alert"}>
      <h2>
        {whole ? <CheckCircleFilled aria-hidden="true" /> : <WarningFilled aria-hidden="true" />} {t("coverage")}
      </h2>
      <p className={css.ratio}>
        <span className={css.countNumber}>{ratio}</span>
        <span className={css.fraction}>
          {records.toLocaleString(language)} / {contacts.toLocaleString(language)}
        </span>
      </p>
      <p className={css.countName}>
        {whole
          ? t("coverage.hint")
          : missing > 0
            ? t("coverage.broken", { count: missing })
            : t("coverage.more", { count: records - contacts })}
      </p>
    </div>
  );
};
