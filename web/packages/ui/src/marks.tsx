// Small signs that say one thing each. Their words come from the caller (label), their colours from the tokens.
import type { ReactNode } from "react";
import { moneyText } from "./format";
import css from "./ui.module.css";

export type MoodWord = "calm" | "anxious" | "disappointed" | "angry" | "threat";
export type PresenceWord = "ready" | "busy" | "wrapup" | "break" | "away" | "offline";
export type PriorityWord = "low" | "normal" | "high" | "urgent";
export type Tone = "neutral" | "brand" | "info" | "success" | "warning" | "danger" | "note";

/** A face drawn in one stroke, so that the mood is told by shape and not by colour alone. No label where its word stands beside it. */
export const MoodDot = ({ mood, label }: { mood: MoodWord; label?: string }) => (
  <svg
    className={css.mood}
    data-mood={mood}
    viewBox="0 0 16 16"
    width="14"
    height="14"
    role={label ? "img" : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : true}
  >
    {label && <title>{label}</title>}
    <circle cx="8" cy="8" r="7" fill="currentColor" />
    <g stroke="var(--yk-surface)" strokeWidth="1.5" strokeLinecap="round" fill="none">
      <path d={EYES[mood]} />
      <path d={MOUTHS[mood]} />
    </g>
  </svg>
);

const EYES: Record<MoodWord, string> = {
  calm: "M5.5 6.4v.2M10.5 6.4v.2",
  anxious: "M5.5 6.4v.2M10.5 6.4v.2",
  disappointed: "M4.8 6.8h1.4M9.8 6.8h1.4",
  angry: "M4.6 5.4l1.8 1.2M11.4 5.4L9.6 6.6",
  threat: "M8 4v4.6",
};
const MOUTHS: Record<MoodWord, string> = {
  calm: "M5.4 10c1.4 1 3.8 1 5.2 0",
  anxious: "M5.4 10.6h5.2",
  disappointed: "M5.4 11c1.4-1.2 3.8-1.2 5.2 0",
  angry: "M5.4 11.2c1.4-1.4 3.8-1.4 5.2 0",
  threat: "M8 11.6v.2",
};

export const PresenceDot = ({ presence, label }: { presence: PresenceWord; label?: string }) =>
  label ? (
    <span className={css.presence} data-presence={presence} role="img" aria-label={label} title={label} />
  ) : (
    <span className={css.presence} data-presence={presence} aria-hidden="true" />
  );

/** One to four bars. */
export const PriorityMark = ({ priority, label }: { priority: PriorityWord; label: string }) => {
  const level = { low: 1, normal: 2, high: 3, urgent: 4 }[priority];
  return (
    <svg
      className={css.priority}
      data-priority={priority}
      viewBox="0 0 14 12"
      width="14"
      height="12"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 3.5}
          y={10 - bar * 2.4}
          width="2.4"
          height={bar * 2.4 + 1}
          rx="0.8"
          fill="currentColor"
          opacity={bar <= level ? 1 : 0.22}
        />
      ))}
    </svg>
  );
};

export const Money = ({ fen, signed }: { fen: number; signed?: boolean }) => (
  <span className={css.tabular} data-money={signed ? (fen < 0 ? "minus" : "plus") : undefined}>
    {signed && fen > 0 ? "+" : ""}
    {moneyText(fen)}
  </span>
);

/** Grouped as people say it: 138 1234 5678; a masked one stays as it is. */
export const Phone = ({ number }: { number: string }) => (
  <span className={css.tabular}>{/^1\d{10}$/.test(number) ? number.replace(/^(\d{3})(\d{4})/, "$1 $2 ") : number}</span>
);

export const StatusTag = ({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}) => (
  <span className={css.tag} data-tone={tone}>
    {icon && <span aria-hidden="true">{icon}</span>}
    {children}
  </span>
);

/** Keys as printed on the keyboard; `mod` is ⌘ on Apple machines and Ctrl elsewhere. */
export const Kbd = ({ keys }: { keys: string }) => (
  <span className={css.kbds}>
    {keys.split(" ").map((stroke, index) => (
      <kbd key={index} className={css.kbd}>
        {stroke
          .split("+")
          .map((part) => KEY_NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
          .join(isApple ? "" : "+")}
      </kbd>
    ))}
  </span>
);

const isApple = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
const KEY_NAMES: Record<string, string> = {
  mod: isApple ? "⌘" : "Ctrl",
  alt: isApple ? "⌥" : "Alt",
  shift: isApple ? "⇧" : "Shift",
  enter: "↵",
  escape: "Esc",
  up: "↑",
  down: "↓",
};
