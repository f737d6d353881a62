// The small signs of a ticket, the same on list and detail.
import PhoneOutlined from "@ant-design/icons/es/icons/PhoneOutlined";
import {
  dateText,
  exactText,
  MoodDot,
  type MoodWord,
  PriorityMark,
  StatusTag,
  type Tone,
  timeText,
  useLocale,
  useNow,
} from "@yingke/ui";
import { appWords } from "../../app/i18n";
import type { Ticket } from "./api";
import { elapsedText } from "./model/elapsed";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

const STATE_TONE = {
  new: "info",
  open: "brand",
  pending_customer: "warning",
  on_hold: "neutral",
  solved: "success",
  closed: "neutral",
  withdrawn: "neutral",
  cancelled: "neutral",
  merged: "neutral",
} satisfies Record<Ticket["state"], Tone>;

export const StateTag = ({ state }: { state: Ticket["state"] }) => {
  const app = appWords.use();
  return <StatusTag tone={STATE_TONE[state]}>{app(`ticket_state.${state}`)}</StatusTag>;
};

export const Priority = ({ priority }: { priority: Ticket["priority"] }) => {
  const app = appWords.use();
  const label = app(`priority.${priority}`);
  return (
    <span className={css.inline}>
      <PriorityMark priority={priority} label={label} />
      <span aria-hidden="true">{label}</span>
    </span>
  );
};

/** Calm is not worth a sign. */
export const Mood = ({ mood }: { mood: MoodWord }) => {
  const app = appWords.use();
  return mood === "calm" ? null : <MoodDot mood={mood} label={app(`mood.${mood}`)} />;
};

export const Elapsed = ({ since }: { since: number }) => {
  const locale = useLocale();
  const now = useNow(60_000);
  return <span className={css.tabular}>{elapsedText(now - since, locale)}</span>;
};

const SOON_MS = 30 * 60_000;

/** Until when the customer wishes it; louder the nearer it comes. */
export const Due = ({ at, brief }: { at: number; brief?: boolean }) => {
  const t = ticketWords.use();
  const locale = useLocale();
  const now = useNow(30_000);
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const time = `${today ? "" : `${dateText(at, now, locale)} `}${timeText(at, locale)}`;
  const kind = now > at ? "late" : at - now < SOON_MS ? "soon" : "due";
  return (
    <span className={css.pressure} data-kind={kind} title={exactText(at, locale)}>
      <PhoneOutlined aria-hidden="true" />
      {brief ? (
        <>
          <span className="sr-only">{t("facts.dueAt")}</span> {time}
        </>
      ) : (
        t("due.by", { time })
      )}
    </span>
  );
};
