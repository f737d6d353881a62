// The small signs of a ticket, the same on list and detail.
import { MoodDot, type MoodWord, PriorityMark, StatusTag, type Tone, useLocale, useNow } from "@yingke/ui";
import { appWords } from "../../app/i18n";
import type { Ticket } from "./api";
import { elapsedText } from "./model/elapsed";
import css from "./tickets.module.css";

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
