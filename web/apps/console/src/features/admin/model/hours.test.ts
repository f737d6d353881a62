import { expect, test } from "vitest";
import { clockOf, minutesOf, withDay } from "./hours";

test("the first day brings usual hours and the last one takes them away", () => {
  const monday = withDay(undefined, 1, true);
  expect(monday).toEqual({ days: [1], from_min: 540, to_min: 1080 });
  const both = withDay({ days: [3], from_min: 0, to_min: 60 }, 1, true);
  expect(both).toEqual({ days: [1, 3], from_min: 0, to_min: 60 });
  expect(withDay(monday, 1, false)).toBeUndefined();
});

test("midnight ends a day and begins one", () => {
  expect(minutesOf("00:00", "to_min")).toBe(1440);
  expect(minutesOf("00:00", "from_min")).toBe(0);
  expect(clockOf(1440)).toBe("00:00");
  expect(clockOf(minutesOf("09:05", "from_min"))).toBe("09:05");
});
