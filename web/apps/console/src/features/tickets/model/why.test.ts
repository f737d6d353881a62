// @vitest-environment happy-dom
import { beforeAll, expect, it } from "vitest";
import { changeLanguage, startLanguage } from "../../../app/i18n";
import { ticketWords } from "../words";
import { whyText } from "./why";

beforeAll(async () => {
  await startLanguage();
  await changeLanguage("en");
});

it("the sum is told in the reader's language", () => {
  const parts = [
    { why: "base" as const, points: 1 },
    { why: "vip" as const, points: 1 },
  ];
  expect(whyText(parts, "类型基础 +1，重要会员 +1", ticketWords.t)).toBe("type +1, VIP +1");
});

it("a colleague's reason stays in the colleague's words", () => {
  const parts = [
    { why: "person" as const, points: 0 },
    { why: "step" as const, points: 1 },
  ];
  expect(whyText(parts, "人工设定：客户说：不急 (反弹升一级 +1)", ticketWords.t)).toBe(
    "set by a person: 客户说：不急 (raised for coming back +1)",
  );
  expect(whyText(parts.slice(0, 1), "人工设定", ticketWords.t)).toBe("set by a person");
});
