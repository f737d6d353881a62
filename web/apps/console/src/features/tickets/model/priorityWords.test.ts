import { expect, test } from "vitest";
import zh from "../i18n/zh-CN";
import type { TicketTranslate } from "../words";
import { priorityWords } from "./priorityWords";

const t = ((key: keyof typeof zh, values?: Record<string, string>) =>
  zh[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => values?.[name] ?? "")) as TicketTranslate;

test("the parts of a priority are said in order, each with its points", () => {
  const parts = [
    { why: "base", points: 0 },
    { why: "rebound", points: 2 },
    { why: "vip", points: 1 },
  ] as const;
  expect(priorityWords({ parts: [...parts] }, t)).toBe("类型基础 +0，反弹 +2，重要会员 +1");
});

test("what a person said comes first, and what was added since behind it", () => {
  const person = { why: "person", points: 0 } as const;
  expect(priorityWords({ parts: [person], set_by_person: "客户说不急" }, t)).toBe("人工设定：客户说不急");
  expect(priorityWords({ parts: [person], set_by_person: "" }, t)).toBe("人工设定");
  const later = { parts: [person, { why: "step", points: 1 } as const], set_by_person: "客户说不急" };
  expect(priorityWords(later, t)).toBe("人工设定：客户说不急（反弹升一级 +1）");
});
