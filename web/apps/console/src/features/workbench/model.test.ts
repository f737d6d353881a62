import { expect, test } from "vitest";
import { inOrder, parseLines, parseSearch, percentOf, type SetLine } from "./model";

test("pasted lines become questions with the item that should answer", () => {
  expect(
    parseLines("怎么开发票\tinvoice_how\n\n 今天天气 \n怎么开发票\tother\nhow do I cancel => en_cancel\r\n"),
  ).toEqual([
    { text: "怎么开发票", key: "invoice_how" },
    { text: "今天天气", key: "" },
    { text: "how do I cancel", key: "en_cancel" },
  ]);
});

test("what gets worse stands first", () => {
  const line = (text: string, change: SetLine["change"]) => ({ text, change }) as SetLine;
  const sorted = inOrder([line("a", "same"), line("b", "better"), line("c", "worse"), line("d", "worse")]);
  expect(sorted.map((one) => one.text)).toEqual(["c", "d", "b", "a"]);
});

test("a threshold is empty or a percentage", () => {
  expect(percentOf(" ")).toBeNull();
  expect(percentOf("56")).toBe(56);
  for (const wrong of ["4", "101", "5.5", "x"]) expect(percentOf(wrong)).toBeUndefined();
});

test("an unknown leaf is the first one", () => {
  expect(parseSearch({ tab: "x" })).toEqual({});
  expect(parseSearch({ tab: "sets" })).toEqual({ tab: "sets" });
});
