import { useNow } from "./clock";
import { exactText, relativeText, waitingText } from "./format";
import { useLocale } from "./locale";
import css from "./ui.module.css";

interface WaitingTimeProps {
  since: number;
  /** From here on the clock is coloured; without it the clock stays quiet. */
  soonAfterMs?: number;
  lateAfterMs?: number;
  label?: string;
}

/** How long somebody has waited, live. Colour only when the clock is near or past its limit. */
export const WaitingTime = ({ since, soonAfterMs = 60_000, lateAfterMs = 180_000, label }: WaitingTimeProps) => {
  const locale = useLocale();
  const waited = Math.max(0, useNow(1000) - since);
  const urgency = waited >= lateAfterMs ? "late" : waited >= soonAfterMs ? "soon" : "ok";
  const text = waitingText(waited, locale);
  return (
    <span
      className={css.waiting}
      data-urgency={urgency}
      role="timer"
      aria-label={label ? `${label} ${text}` : undefined}
    >
      {urgency === "late" && <ClockMark />}
      {text}
    </span>
  );
};

const ClockMark = () => (
  <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" className={css.clockMark}>
    <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" />
    <path d="M6 3.2V6l2 1.2" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
  </svg>
);

/** Time left until a moment, live; `0:00` once it has passed. */
export const Countdown = ({ until, className }: { until: number; className?: string }) => {
  const locale = useLocale();
  return <span className={className ?? css.tabular}>{waitingText(Math.max(0, until - useNow(1000)), locale)}</span>;
};

/** "3 minutes ago" under a day, then the date; the exact time on hover. */
export const RelativeTime = ({ at, className }: { at: number; className?: string }) => {
  const locale = useLocale();
  const now = useNow(30_000);
  return (
    <time className={className ?? css.tabular} dateTime={new Date(at).toISOString()} title={exactText(at, locale)}>
      {relativeText(at, Math.max(now, at), locale)}
    </time>
  );
};
