import { describe, expect, it } from "vitest";
import { dayOf, dayStart } from "../../parts/form/day";
import {
  blank,
  dayAfter,
  helpedShare,
  lastDayOf,
  linesFrom,
  nextKey,
  parseSearch,
  problemsOf,
  type Step,
  validityOf,
  walkable,
  wordsFrom,
} from "./model";

describe("the address of the knowledge screen", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(parseSearch({ tab: "review", q: " 退货 ", state: "draft", lang: "en", kind: "sop", x: 1 })).toEqual({
      tab: "review",
      q: "退货",
      state: "draft",
      lang: "en",
      kind: "sop",
    });
    expect(parseSearch({ tab: "x", q: {}, state: "gone", lang: "fr", kind: "y", item: "kno_1" })).toEqual({});
    expect(parseSearch({ q: 618, expired: "true" })).toEqual({ q: "618", expired: true });
  });
});

describe("validity", () => {
  it("is told from both ends", () => {
    const now = 1000;
    expect(validityOf({ valid_from: null, valid_to: null }, now)).toBe("always");
    expect(validityOf({ valid_from: 2000, valid_to: null }, now)).toBe("upcoming");
    expect(validityOf({ valid_from: 500, valid_to: 2000 }, now)).toBe("valid");
    expect(validityOf({ valid_from: null, valid_to: 1000 }, now)).toBe("expired");
  });

  it("includes the whole last day, and shows it again as it was chosen", () => {
    const last = dayStart("2026-11-11");
    const end = dayAfter(last);
    expect(dayOf(end)).toBe("2026-11-12");
    expect(lastDayOf(end)).toBe(last);
    expect(dayAfter(null)).toBeNull();
    expect(lastDayOf(null)).toBeNull();
  });
});

describe("an item before it is saved", () => {
  it("may lack its answer while it is written, and not when others shall read it", () => {
    const item = { ...blank("question", "zh-CN"), question: "多久发货" };
    expect(problemsOf(blank("question", "zh-CN"), false)).toEqual({ question: "question" });
    expect(problemsOf(item, false)).toEqual({});
    expect(problemsOf(item, true)).toEqual({ answer: "answer" });
    expect(problemsOf({ ...item, answer: "长".repeat(5001) }, false)).toEqual({ answer: "too_long" });
    expect(problemsOf({ ...item, valid_from: 10, valid_to: 5 }, false)).toEqual({ valid_to: "dates" });
    expect(problemsOf({ ...item, kind: "script", answer: "x" }, true)).toEqual({ shortcut: "shortcut" });
    expect(problemsOf({ ...item, kind: "sop", steps: [] }, true)).toEqual({ steps: "steps" });
  });

  it("takes similar questions a line each, once, and words between any commas", () => {
    expect(linesFrom("何时发货\n\n 何时发货 \n发货了吗")).toEqual(["何时发货", "发货了吗"]);
    expect(wordsFrom("新疆、西藏, 青海，新疆")).toEqual(["新疆", "西藏", "青海"]);
  });
});

describe("steps of an SOP", () => {
  const step = (key: string, ...to: string[]): Step => ({
    key,
    title: key,
    text: "",
    choices: to.map((one) => ({ label: one, to: one })),
  });
  it("can be walked when each is reached and one is an end", () => {
    expect(walkable([step("a", "b", "a"), step("b")])).toBe(true);
    expect(walkable([])).toBe(false);
    expect(walkable([step("a", "x")])).toBe(false);
    expect(walkable([step("a"), step("b")])).toBe(false);
    expect(walkable([step("a", "b"), step("b", "a")])).toBe(false);
  });
  it("get keys that nobody has", () => {
    expect(nextKey([step("s1"), step("s3")])).toBe("s4");
    expect(nextKey([step("s2")])).toBe("s3");
  });
});

it("does not judge before anybody said", () => {
  expect(helpedShare({ helped: 0, not_helped: 0 })).toBeUndefined();
  expect(helpedShare({ helped: 3, not_helped: 1 })).toBe(0.75);
});
