import { expect, it } from "vitest";
import { elapsedText } from "./elapsed";

it("says how long in one unit", () => {
  const minute = 60_000;
  expect([0, 59 * minute, 90 * minute, 47 * 60 * minute, 49 * 60 * minute].map((ms) => elapsedText(ms, "en"))).toEqual([
    "0 min",
    "59 min",
    "1 hr",
    "47 hr",
    "2 days",
  ]);
  expect(elapsedText(-5, "zh-CN")).toBe("0分钟");
});
