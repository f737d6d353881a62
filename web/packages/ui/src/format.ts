// Numbers and times as people read them. No words of our own: what language needs comes from Intl.

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** 125000 → `2:05`; an hour and more `1:02:05`; from a day on in days (`2天`, `2d`). */
export const waitingText = (ms: number, locale: string): string => {
  const whole = Math.max(0, Math.floor(ms / 1000));
  if (whole >= 86_400) {
    return new Intl.NumberFormat(locale, { style: "unit", unit: "day", unitDisplay: "narrow" }).format(
      Math.floor(whole / 86_400),
    );
  }
  const seconds = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
};

/** Relative under a day, then the date; the year only when it is another one. */
export const relativeText = (at: number, now: number, locale: string): string => {
  const ago = now - at;
  if (Math.abs(ago) < DAY) {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
    if (Math.abs(ago) < MINUTE) return relative.format(0, "second");
    if (Math.abs(ago) < HOUR) return relative.format(-Math.trunc(ago / MINUTE), "minute");
    return relative.format(-Math.trunc(ago / HOUR), "hour");
  }
  return dateText(at, now, locale);
};

export const dateText = (at: number, now: number, locale: string): string => {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    year: sameYear ? undefined : "numeric",
    month: "short",
    day: "numeric",
  }).format(at);
};

export const timeText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false }).format(at);

export const exactText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium", hour12: false }).format(at);

/** 123450 → `¥1,234.50`; prices of the shop are in yuan whatever the language of the screen. */
export const moneyText = (fen: number): string => {
  const yuan = Math.abs(fen) / 100;
  const digits = yuan.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${fen < 0 ? "-" : ""}¥${digits}`;
};

export const bytesText = (bytes: number, locale: string): string => {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step],
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
};
