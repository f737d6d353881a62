import { describe, expect, it } from "vitest";
import {
  blankFact,
  factProblems,
  mayTell,
  newsText,
  parseSearch,
  standingOf,
  type ToldCustomer,
  toCorrect,
} from "./model";

const row = (change: Partial<ToldCustomer>): ToldCustomer =>
  ({
    customer_id: "cus_1",
    nickname: "林晓",
    edition: 1,
    told_at: 1,
    times: 1,
    outdated: true,
    ...change,
  }) as ToldCustomer;

const correction = (state: string) => ({ recall_id: "rcl_1", state, way: "conversation", at: 1 });

describe("facts", () => {
  it("takes only what it knows from the address", () => {
    expect(parseSearch({ tab: "gaps", kind: "price", validity: "nonsense", q: 7, fact: "fct_x" })).toEqual({
      tab: "gaps",
      kind: "price",
      q: "7",
    });
  });

  it("names what is missing in a form, and an end before its beginning", () => {
    const form = { ...blankFact(), key: "Return Days", valid_from: 20, valid_to: 10 };
    expect(factProblems(form)).toEqual({ key: "key", subject: "subject", value: "value", valid_to: "dates" });
    expect(factProblems({ ...blankFact(), key: "return_days", subject: "退货", value: "7" })).toEqual({});
  });

  it("corrects whoever heard something else, and nobody twice", () => {
    const rows = [
      row({}),
      row({ outdated: false }),
      row({ correction: correction("sent") }),
      row({ correction: correction("pending") }),
      row({ correction: correction("failed") }),
    ];
    expect(toCorrect(rows)).toEqual([rows[0], rows[4]]);
    expect(rows.map(standingOf)).toEqual(["outdated", "current", "sent", "pending", "failed"]);
  });
});

it("the leaf of suggestions stands in the address", () => {
  expect(parseSearch({ tab: "voices" })).toEqual({ tab: "voices" });
});

it("news is sent only when every language that is spoken has its words", () => {
  const to = [
    { locale: "zh-TW" as const, customers: 2 },
    { locale: "en" as const, customers: 1 },
  ];
  expect(mayTell({ "zh-TW": "已加上" }, to)).toBe(false);
  expect(mayTell({ "zh-TW": "已加上", en: "  " }, to)).toBe(false);
  expect(mayTell({ "zh-TW": "已加上", en: "It is there now" }, to)).toBe(true);
  expect(mayTell({ "zh-CN": "已加上" }, [])).toBe(false);
  expect(newsText({ en: " It is there now " })).toEqual({ "zh-CN": "", "zh-TW": undefined, en: "It is there now" });
});
