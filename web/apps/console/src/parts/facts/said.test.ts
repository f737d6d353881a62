import { expect, test } from "vitest";
import { factsSaid, type Unsaid } from "./said";

const none = { "zh-CN": "" };
const valid = { subject: "", validity: "valid" as const };
const facts = [
  {
    ...valid,
    key: "return_days",
    value: "7",
    unit: { "zh-CN": "天", en: "days" },
    text: { "zh-CN": "签收后 7 天内可退" },
  },
  { ...valid, key: "price", value: "299", unit: { "zh-CN": "¥" }, text: none },
  { ...valid, key: "gift", value: "9.9", unit: { "zh-CN": "元", en: "yuan" }, text: none },
  { key: "sale", subject: "双十一满减", validity: "expired" as const, value: "50", unit: none, text: none },
  { key: "new_year", subject: "年货节", validity: "upcoming" as const, value: "80", unit: none, text: none },
];
const mark = (name: string, why: Unsaid) => `〔${name} · ${why}〕`;
const said = (text: string, lang?: string) => factsSaid(text, facts, mark, lang);

test("a reader sees what a fact says, and what is written wrongly stays", () => {
  expect(said("{{fact:return_days}}内可退，{{ fact:x }}")).toBe("7 天内可退，{{ fact:x }}");
  expect(said("{{fact:return_days.text}}")).toBe("签收后 7 天内可退");
});

test("a fact that does not hold now shows its name and why, never its key in braces or its old value", () => {
  expect(said("满 {{fact:sale}} 减")).toBe("满 〔双十一满减 · expired〕 减");
  expect(said("{{fact:new_year.text}}；{{fact:nothing}}")).toBe("〔年货节 · upcoming〕；〔nothing · gone〕");
});

test("without the whole list nothing is called gone", () => {
  expect(factsSaid("{{fact:nothing}}", [], () => undefined)).toBe("{{fact:nothing}}");
});

test("it is said in the language of the text, measured as people write it", () => {
  expect(said("{{fact:price}} {{fact:gift}}")).toBe("¥299 9.9元");
  expect(said("within {{fact:return_days}} for {{fact:gift}}", "en")).toBe("within 7 days for 9.9 yuan");
});
