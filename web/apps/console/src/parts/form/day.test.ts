import { expect, it } from "vitest";
import { dayOf, dayStart } from "./day";

it("a day begins here, not in Greenwich, and is read as it was written", () => {
  expect(dayOf(dayStart("2026-02-28"))).toBe("2026-02-28");
  expect(new Date(dayStart("2026-11-11") as number).getHours()).toBe(0);
  expect(dayStart("")).toBeNull();
  expect(dayStart("无")).toBeNull();
  expect(dayOf(null)).toBe("");
});
