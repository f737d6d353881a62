import { describe, expect, it } from "vitest";
import {
  blankItem,
  dayEnd,
  dayOf,
  dayStart,
  helpedShare,
  itemProblems,
  lastDayOf,
  parseSearch,
  similarFrom,
  validityOf,
} from "./model";

describe("the address of the knowledge screen", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(parseSearch({ tab: "scripts", q: " 退货 ", state: "draft", lang: "en", x: 1 })).toEqual({
      tab: "scripts",
      q: "退货",
      state: "draft",
      lang: "en",
    });
    expect(parseSearch({ tab: "x", q: {}, state: "gone", lang: "fr" })).toEqual({});
    expect(parseSearch({ q: 618 })).toEqual({ q: "618" });
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
    const end = dayEnd("2026-11-11") as number;
    expect(dayOf(end)).toBe("2026-11-12");
    expect(lastDayOf(end)).toBe("2026-11-11");
    expect(dayOf(dayStart("2026-02-28"))).toBe("2026-02-28");
    expect(dayStart("")).toBeUndefined();
    expect(dayEnd("无")).toBeUndefined();
    expect(lastDayOf(null)).toBe("");
  });
});

describe("an item before it is saved", () => {
  it("needs a question and an answer, and ends after it begins", () => {
    const item = blankItem("zh-CN");
    expect(itemProblems(item)).toEqual({ question: "question", answer: "answer" });
    const whole = { ...item, question: "多久发货", answer: "48 小时内" };
    expect(itemProblems(whole)).toEqual({});
    expect(itemProblems({ ...whole, answer: "长".repeat(5001) })).toEqual({ answer: "too_long" });
    expect(itemProblems({ ...whole, valid_from: 10, valid_to: 5 })).toEqual({ valid_to: "dates" });
  });

  it("takes similar questions a line each, once", () => {
    expect(similarFrom("何时发货\n\n 何时发货 \n发货了吗")).toEqual(["何时发货", "发货了吗"]);
  });
});

it("does not judge before anybody said", () => {
  expect(helpedShare({ helped: 0, not_helped: 0 })).toBeUndefined();
  expect(helpedShare({ helped: 3, not_helped: 1 })).toBe(0.75);
});
