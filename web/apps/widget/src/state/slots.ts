// The times at which one may wish to be called: two hours each, in the day of China's shops, today and tomorrow.
import { clock, locale } from "../i18n";

export interface Slot {
  key: string;
  from: number;
  until: number;
  label: string;
}

const HOUR = 3_600_000;
const FIRST_HOUR = 9;
const LAST_HOUR = 21;
/** Nobody can be called in the last minutes of a time. */
const LEAST = HOUR / 2;

export function slots(now: number): Slot[] {
  // China's time, whatever the clock of the reader says; he reads it in his own.
  const midnight = now - ((now + 8 * HOUR) % (24 * HOUR));
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", month: "short", day: "numeric" });
  const out: Slot[] = [];
  for (let hour = FIRST_HOUR; hour < 48; hour += 2) {
    if (hour % 24 < FIRST_HOUR || hour % 24 >= LAST_HOUR) continue;
    const from = midnight + hour * HOUR;
    const until = from + 2 * HOUR;
    if (until - LEAST > now)
      out.push({ key: `${from}`, from, until, label: `${day.format(from)} ${clock(from)}–${clock(until)}` });
  }
  return out;
}
