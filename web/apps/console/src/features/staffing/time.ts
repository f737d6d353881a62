import { useMemo } from "react";
import { useLanguage } from "../../app/i18n";
import { HALF_HOUR, onShopsClock } from "./model";

export interface ShopTime {
  /** `11月25日周三` */
  day: (at: number) => string;
  /** Two short lines for the head of a column. */
  head: (at: number) => { weekday: string; date: string };
  /** `10:00` */
  clock: (at: number) => string;
  /** `周三 10:00` */
  when: (at: number) => string;
  /** From the beginning of a half hour to its end. */
  span: (at: number) => { from: string; to: string };
}

/** Times as the shop's clock says them, wherever the reader sits. */
export const useShopTime = (offsetMinutes: number): ShopTime => {
  const language = useLanguage();
  return useMemo(() => {
    const make = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
      return (at: number) => format.format(onShopsClock(at, offsetMinutes));
    };
    const weekday = make({ weekday: "short" });
    const date = make({ month: "numeric", day: "numeric" });
    const day = make({ month: "short", day: "numeric", weekday: "short" });
    const clock = make({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return {
      day,
      clock,
      head: (at) => ({ weekday: weekday(at), date: date(at) }),
      when: (at) => `${weekday(at)} ${clock(at)}`,
      span: (at) => ({ from: clock(at), to: clock(at + HALF_HOUR) }),
    };
  }, [language, offsetMinutes]);
};
