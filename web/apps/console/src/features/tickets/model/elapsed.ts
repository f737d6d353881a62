const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in one unit that is fine enough: `12分钟`, `5小时`, `3天`. */
export function elapsedText(ms: number, locale: string): string {
  const [value, unit] = ms < HOUR ? [ms / MINUTE, "minute"] : ms < 2 * DAY ? [ms / HOUR, "hour"] : [ms / DAY, "day"];
  return new Intl.NumberFormat(locale, { style: "unit", unit: unit as string, unitDisplay: "short" }).format(
    Math.max(0, Math.floor(value as number)),
  );
}
