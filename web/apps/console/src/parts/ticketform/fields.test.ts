import { describe, expect, it } from "vitest";
import { changedFields, type FieldDef, type FieldKind, parseMoney, problemOf, problemsOf, tidyValues } from "./fields";

const field = (kind: FieldKind, more: Partial<FieldDef> = {}): FieldDef => ({
  key: kind,
  label: { "zh-CN": kind },
  kind,
  required: false,
  options: [
    { value: "a", label: { "zh-CN": "甲" } },
    { value: "b", label: { "zh-CN": "乙" } },
  ],
  public: true,
  ...more,
});

const GOOD: Record<FieldKind, unknown[]> = {
  text: ["同款雾蓝色", "x".repeat(200)],
  long_text: ["退".repeat(5000)],
  number: [0, -3, 2.5],
  money: [0, 9900],
  date: ["2026-02-28", "2028-02-29"],
  select: ["a"],
  multi: [["a", "b"]],
  phone: ["13812345678", "138****5678", "+86 138 1234 5678", "0755-12345678"],
  order_lines: [[1, 3]],
  attachments: [["att_1"]],
  checkbox: [true, false],
};

const BAD: Record<FieldKind, [unknown, string][]> = {
  text: [
    ["x".repeat(201), "too_long"],
    [7, "wrong_shape"],
  ],
  long_text: [["退".repeat(5001), "too_long"]],
  number: [
    ["3", "not_a_number"],
    [Number.NaN, "not_a_number"],
  ],
  money: [
    [-1, "not_money"],
    [9.5, "not_money"],
    [2_000_000_000, "not_money"],
  ],
  date: [
    ["2026-02-30", "not_a_date"],
    ["昨天", "not_a_date"],
    [1, "not_a_date"],
  ],
  select: [["c", "not_an_option"]],
  multi: [
    ["a", "wrong_shape"],
    [["a", "z"], "not_an_option"],
  ],
  phone: [
    ["打我手机", "not_a_phone"],
    ["12", "not_a_phone"],
  ],
  order_lines: [
    [[0], "wrong_shape"],
    ["1", "wrong_shape"],
  ],
  attachments: [
    ["att_1", "wrong_shape"],
    [Array(21).fill("att"), "too_many"],
  ],
  checkbox: [],
};

const EMPTY: Record<FieldKind, unknown> = {
  text: "  ",
  long_text: "",
  number: null,
  money: undefined,
  date: "",
  select: null,
  multi: [],
  phone: "",
  order_lines: [],
  attachments: [],
  checkbox: false,
};

describe.each(Object.keys(GOOD) as FieldKind[])("a field of kind %s", (kind) => {
  it("takes what is right and refuses what is not, with the reason", () => {
    for (const value of GOOD[kind]) expect(problemOf(field(kind), value)).toBeUndefined();
    for (const [value, why] of BAD[kind]) expect(problemOf(field(kind), value)).toBe(why);
  });

  it("may be empty only when it is not required", () => {
    expect(problemOf(field(kind), EMPTY[kind])).toBeUndefined();
    expect(problemOf(field(kind, { required: true }), EMPTY[kind])).toBe("required");
  });
});

describe("a whole form", () => {
  it("names every problem by its field", () => {
    const fields = [field("text", { required: true }), field("money"), field("date")];
    expect(problemsOf(fields, { text: "", money: 1.5, date: "2026-01-01" })).toEqual({
      text: "required",
      money: "not_money",
    });
  });

  it("trims words, writes cleared fields as null and keeps what it does not know", () => {
    const tidy = tidyValues([field("text"), field("select"), field("checkbox")], {
      text: " 您好 ",
      select: "",
      checkbox: undefined,
      legacy: 1,
    });
    expect(tidy).toEqual({ text: "您好", select: null, checkbox: undefined, legacy: 1 });
  });

  it("sees a change only where the meaning changed", () => {
    expect(changedFields({ a: null, b: [1], c: "x", d: 1 }, { a: "", b: [1], c: "y" })).toEqual(["c", "d"]);
  });
});

describe("an amount as people type it", () => {
  it.each([
    ["99", 9900],
    ["¥1,234.5", 123450],
    ["￥0.01", 1],
    ["1.005", undefined],
    ["-3", undefined],
    ["abc", undefined],
    ["", undefined],
  ])("%s is %s fen", (text, fen) => expect(parseMoney(text)).toBe(fen));
});
