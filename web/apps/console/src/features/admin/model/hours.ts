// The hours of people: what the boxes and clocks of the form mean.
import type { Schemas } from "@yingke/api";

export type Hours = Schemas["Hours"];

const USUAL = { from_min: 9 * 60, to_min: 18 * 60 };
const DAY_MIN = 24 * 60;

/** The first day brings usual hours with it, the last one takes them away. */
export const withDay = (hours: Hours | undefined, day: number, on: boolean): Hours | undefined => {
  const days = (hours?.days ?? []).filter((other) => other !== day).concat(on ? [day] : []);
  return days.length ? { ...USUAL, ...hours, days: days.sort((a, b) => a - b) } : undefined;
};

/** A clock cannot show the end of a day; midnight stands for it. */
export const clockOf = (minutes: number) =>
  `${String(Math.floor((minutes % DAY_MIN) / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

export const minutesOf = (clock: string, which: "from_min" | "to_min") => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  const at = hours * 60 + minutes;
  return which === "to_min" && at === 0 ? DAY_MIN : at;
};
