import DownOutlined from "@ant-design/icons/es/icons/DownOutlined";
import RobotOutlined from "@ant-design/icons/es/icons/RobotOutlined";
import { exactText, useLocale } from "@yingke/ui";
import { memo } from "react";
import type { Row } from "../model/rows";
import type { Conversation } from "../model/types";
import { useNotice } from "../notice";
import { words } from "../words";
import { MessageRow } from "./MessageRow";
import { OutgoingRow } from "./OutgoingRow";
import css from "./thread.module.css";

interface RowViewProps {
  row: Row;
  conversation: Conversation;
  toggleFold: (key: string) => void;
}

/** A row with what stands above it: the day, the "new" line. */
export const RowView = memo(({ row, conversation, toggleFold }: RowViewProps) => {
  const t = words.use();
  return (
    <>
      {row.day !== undefined && <Day at={row.day} />}
      {row.isNew && (
        <div className={css.newLine}>
          <span>{t("thread.new_since")}</span>
        </div>
      )}
      <Body row={row} conversation={conversation} toggleFold={toggleFold} />
    </>
  );
});

const Body = ({ row, conversation, toggleFold }: RowViewProps) => {
  switch (row.type) {
    case "fold":
      return <Fold row={row} toggle={() => toggleFold(row.key)} />;
    case "event":
      return <EventRow row={row} />;
    case "message":
      return <MessageRow message={row.message} head={row.head} tail={row.tail} conversation={conversation} />;
    case "outgoing":
      return <OutgoingRow outgoing={row.outgoing} head={row.head} />;
  }
};

const Day = ({ at }: { at: number }) => {
  const locale = useLocale();
  const t = words.use();
  const today = new Date();
  const day = new Date(at);
  const apart = Math.round((startOfDay(today) - startOfDay(day)) / 86_400_000);
  const text =
    apart === 0
      ? t("thread.today")
      : apart === 1
        ? t("thread.yesterday")
        : new Intl.DateTimeFormat(locale, {
            year: day.getFullYear() === today.getFullYear() ? undefined : "numeric",
            month: "long",
            day: "numeric",
            weekday: "short",
          }).format(at);
  return (
    <div className={css.day}>
      <span>{text}</span>
    </div>
  );
};

const startOfDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** What was said to the bot, in one line: how much, and what the customer asked. */
const Fold = ({ row, toggle }: { row: Extract<Row, { type: "fold" }>; toggle: () => void }) => {
  const t = words.use();
  return (
    <button type="button" className={css.fold} aria-expanded={row.open} onClick={toggle}>
      <RobotOutlined aria-hidden="true" />
      <span className={css.foldText}>
        <b>{t("thread.bot_part", { count: row.count })}</b>
        {row.questions.length > 0 && (
          <span>{t("thread.bot_asked", { questions: row.questions.slice(-4).join(" · ") })}</span>
        )}
      </span>
      <span className={css.foldMore}>
        {t(row.open ? "thread.fold" : "thread.unfold")}{" "}
        <DownOutlined aria-hidden="true" data-open={row.open || undefined} />
      </span>
    </button>
  );
};

const EventRow = ({ row }: { row: Extract<Row, { type: "event" }> }) => {
  const locale = useLocale();
  const text = useNotice()(row.message);
  return text ? (
    <div className={css.event} title={exactText(row.message.at, locale)}>
      {text}
    </div>
  ) : null;
};
