// Picks the language, fills words in, writes times and money the way the reader is used to.
import * as chosen from "#words";
import type { Locale, Text } from "./state/types";
import type { Words } from "./words/zh-CN";

export type Key = keyof Words;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const words: Words = chosen.words;
export const locale = chosen.locale as Locale;

const fill = (text: string, values?: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, name) => String(values?.[name] ?? ""));

/** Always called with the key itself: the build puts the words in its place and leaves the table behind (vite.config.ts). */
export const t: Say = (key, values) => fill(words[key] ?? key, values);

/** A word by its name on the wire; one that we do not know yet is shown as it is rather than not at all. */
export const wordOf = (
  family: "order" | "ticket" | "entry" | "as" | "ass" | "bad",
  name: string,
  values?: Record<string, string>,
) => fill(words[`${family}_${name}` as Key] ?? name, values);

/** The server explains in English; a reader of Chinese gets our own words instead. */
export const readable = (message: string | undefined) =>
  message && (locale === "en" || /[^\0-\x7f]/.test(message)) ? message : "";

export const textOf = (text: Text | null | undefined): string => text?.[locale] || text?.["zh-CN"] || "";

export function waitOf(wait_ms: number | null | undefined): string {
  if (wait_ms == null) return "";
  if (wait_ms < 60_000) return t("wait_short");
  return wait_ms > 3_600_000 ? t("wait_long") : t("wait_min", { n: Math.round(wait_ms / 60_000) });
}

export const money = (fen: number) => `¥${(fen / 100).toLocaleString("en", { minimumFractionDigits: 2 })}`;

export function bytes(size: number): string {
  return size < 1024 * 1024 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

const write = (at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options }).format(at);
const date = (at: number, now: number) =>
  new Date(at).getFullYear() === new Date(now).getFullYear()
    ? write(at, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" })
    : write(at, { dateStyle: "medium" });

export const clock = (at: number) => write(at, { timeStyle: "short" });
export const exact = (at: number) => write(at, { dateStyle: "medium", timeStyle: "short" });

/** Relative under a day, then the date. */
export function when(at: number, now: number): string {
  const minutes = Math.trunc((at - now) / 60_000);
  if (Math.abs(minutes) >= 1440) return date(at, now);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (!minutes) return t("just_now");
  return Math.abs(minutes) < 60
    ? relative.format(minutes, "minute")
    : relative.format(Math.trunc(minutes / 60), "hour");
}

/** The time above a stretch of messages: only as much as is needed. */
export const stamp = (at: number, now: number) =>
  new Date(at).toDateString() === new Date(now).toDateString() ? clock(at) : date(at, now);
