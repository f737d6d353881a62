import { expect, test } from "vitest";
import type { Request } from "../app/types";
import { marksOf, nextStep, urging } from "./next";

const step = (name: string, done_at: number | null = null) => ({ key: name, name, done_at });
const actions: Request["actions"] = {
  supplement: true,
  urge: false,
  withdraw: true,
  accept: false,
  reject: false,
  rate: false,
};

test("the first step that is not done runs, the others wait", () => {
  const steps = [step("提交", 1), step("审核"), step("退款")];
  expect(marksOf(steps, false)).toEqual(["past", "now", "later"]);
  expect(nextStep(steps)).toBe("审核");
});

test("nothing runs in a request that is over", () => {
  expect(marksOf([step("提交", 1), step("审核")], true)).toEqual(["past", "later"]);
});

test("a step done out of order stays done", () => {
  expect(marksOf([step("a"), step("b", 5), step("c")], false)).toEqual(["now", "past", "later"]);
});

test("one may urge now, or sees when, or sees nothing", () => {
  expect(urging({ ...actions, urge: true }, 10)).toEqual({ at: "now" });
  expect(urging({ ...actions, urge_after: 20 }, 10)).toEqual({ at: "later", time: 20 });
  expect(urging({ ...actions, urge_after: 20 }, 30)).toBeNull();
  expect(urging(actions, 10)).toBeNull();
});
