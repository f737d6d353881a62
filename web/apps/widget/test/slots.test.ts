import { expect, test } from "vitest";
import { slots } from "../src/state/slots";

const HOUR = 3_600_000;
/** Midnight in China that begins 2026-11-22. */
const DAY = Date.UTC(2026, 10, 21, 16);
const hours = (now: number) => slots(now).map(({ from, until }) => [(from - DAY) / HOUR, (until - DAY) / HOUR]);

test("before the day begins all its times can be wished, and those of tomorrow", () => {
  expect(hours(DAY)).toHaveLength(12);
  expect(hours(DAY)[0]).toEqual([9, 11]);
  expect(hours(DAY).at(-1)).toEqual([43, 45]);
});

test("a time that is nearly over is not offered any more", () => {
  expect(hours(DAY + 10.4 * HOUR)[0]).toEqual([9, 11]);
  expect(hours(DAY + 10.5 * HOUR)[0]).toEqual([11, 13]);
});

test("late in the evening the first time is tomorrow's", () => {
  expect(hours(DAY + 23 * HOUR)[0]).toEqual([33, 35]);
  expect(slots(DAY + 23 * HOUR).every((slot) => slot.from > DAY + 23 * HOUR && slot.label)).toBe(true);
});
