import CheckOutlined from "@ant-design/icons/es/icons/CheckOutlined";
import FireOutlined from "@ant-design/icons/es/icons/FireOutlined";
import SyncOutlined from "@ant-design/icons/es/icons/SyncOutlined";
import { exactText, RelativeTime, useLocale } from "@yingke/ui";
import { textIn, useLanguage } from "../../app/i18n";
import type { Detail } from "./api";
import { Due, Elapsed } from "./marks";
import type { Entry } from "./model/timeline";
import { isOver, type Waiting as Now, waiting } from "./model/waiting";
import { type Names, useNames } from "./names";
import css from "./tickets.module.css";
import { useTicketType } from "./useTicketTypes";
import { type TicketTranslate, ticketWords } from "./words";

/** The line that answers: who waits for whom, since when, and what happens next. */
export const Waiting = ({ ticket, entries }: { ticket: Detail; entries?: readonly Entry[] }) => {
  const t = ticketWords.use();
  const names = useNames();
  const { steps } = useTicketType(ticket);
  const now = waiting(ticket, steps, entries);
  const over = isOver(ticket.state);
  return (
    <section className={css.waiting} data-ball={now.ball.kind} data-pressed={(now.pressed && !over) || undefined}>
      <div className={css.waitingLine}>
        <strong className={css.waitingWho}>{sentence(now, names, t)}</strong>
        {!over && (
          <span className={css.waitingSince}>
            <Since at={now.since_at} />
          </span>
        )}
        {ticket.due_at != null && !over && <Due at={ticket.due_at} />}
        <Marks ticket={ticket} />
        <span className={css.spacer} />
        {entries && !over && (
          <span className={css.quiet}>
            {now.told_at === undefined ? t("waiting.never") : <Told at={now.told_at} />}
          </span>
        )}
      </div>
      {now.pressed && !over && (
        <p className={css.pressedLine} role="status">
          <FireOutlined aria-hidden="true" /> {t("waiting.pressed")}
        </p>
      )}
      {steps.length > 0 && <Course ticket={ticket} now={now} names={names} />}
    </section>
  );
};

const sentence = ({ ball }: Now, names: Names, t: TicketTranslate): string => {
  switch (ball.kind) {
    case "us": {
      const who = [names.group(ball.group_id), names.agent(ball.agent_id)].filter(Boolean).join(" · ");
      return t("waiting.us", { who: who || "…" });
    }
    case "unclaimed": {
      const who = names.group(ball.group_id);
      return who ? t("waiting.unclaimed", { who }) : t("waiting.unclaimedAnywhere");
    }
    case "third": {
      const who = names.group(ball.group_id);
      return who ? t("waiting.third", { who }) : t("waiting.thirdAnywhere");
    }
    case "customer":
    case "verdict":
    case "nobody":
      return t(`waiting.${ball.kind}`);
  }
};

const Since = ({ at }: { at: number }) => {
  const t = ticketWords.use();
  const locale = useLocale();
  const [before, after] = t("waiting.since", { time: "\u0000" }).split("\u0000");
  return (
    <span title={exactText(at, locale)}>
      {before}
      <Elapsed since={at} />
      {after}
    </span>
  );
};

const Told = ({ at }: { at: number }) => {
  const t = ticketWords.use();
  const [before, after] = t("waiting.told", { time: "\u0000" }).split("\u0000");
  return (
    <>
      {before}
      <RelativeTime at={at} />
      {after}
    </>
  );
};

const Marks = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  return (
    <>
      {ticket.rebound_count > 0 && (
        <span className={css.pressure} data-kind="rebound">
          <SyncOutlined aria-hidden="true" /> {t("waiting.rebound", { count: ticket.rebound_count })}
        </span>
      )}
      {ticket.urge_count > 0 && (
        <span className={css.pressure} data-kind="urge">
          <FireOutlined aria-hidden="true" /> {t("waiting.urged", { count: ticket.urge_count })}
        </span>
      )}
    </>
  );
};

/** The steps of the type: done with their times, the next one with what the customer will be told. */
const Course = ({ ticket, now, names }: { ticket: Detail; now: Now; names: Names }) => {
  const t = ticketWords.use();
  const language = useLanguage();
  const { steps } = useTicketType(ticket);
  return (
    <div className={css.course}>
      <ol className={css.steps}>
        {steps.map((step) => {
          const done = ticket.steps_done.find((one) => one.key === step.key);
          const current = now.next?.key === step.key;
          return (
            <li key={step.key} data-done={done ? true : undefined} aria-current={current ? "step" : undefined}>
              <span className={css.stepDot} aria-hidden="true">
                {done ? <CheckOutlined /> : null}
              </span>
              <span className={css.stepName}>{textIn(step.name, language)}</span>
              {done && <RelativeTime at={done.at} className={css.stepTime} />}
            </li>
          );
        })}
      </ol>
      {now.next && (
        <p className={css.nextLine}>
          <strong>
            {t("waiting.next")} · {textIn(now.next.name, language)}
          </strong>{" "}
          {names.groupByKey(now.next.group) && (
            <span>{t("waiting.by", { group: names.groupByKey(now.next.group) ?? "" })}</span>
          )}
          <span className={css.willTell}>
            {now.next.public
              ? `${t("waiting.willTell")}${language === "en" ? ": " : "："}${textIn(now.next.text, language)}`
              : t("waiting.willNotTell")}
          </span>
        </p>
      )}
    </div>
  );
};
