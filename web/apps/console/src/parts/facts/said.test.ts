import { expect, test } from "vitest";
import { factsSaid } from "./said";

const none = { "zh-CN": "" };
const facts = [
  { key: "return_days", value: "7", unit: { "zh-CN": "天", en: "days" }, text: { "zh-CN": "签收后 7 天内可退" } },
  { key: "price", value: "299", unit: { "zh-CN": "¥" }, text: none },
  { key: "gift", value: "9.9", unit: { "zh-CN": "元", en: "yuan" }, text: none },
];

test("a reader sees what a fact says, and whoever names one that is not valid sees its name", () => {
  expect(factsSaid("{{fact:return_days}}内可退，{{ fact:x }}", facts)).toBe("7 天内可退，{{ fact:x }}");
  expect(factsSaid("{{fact:return_days.text}}；{{fact:gone}}", facts)).toBe("签收后 7 天内可退；{{fact:gone}}");
});

test("it is said in the language of the text, measured as people write it", () => {
  expect(factsSaid("{{fact:price}} {{fact:gift}}", facts)).toBe("¥299 9.9元");
  expect(factsSaid("within {{fact:return_days}} for {{fact:gift}}", facts, "en")).toBe("within 7 days for 9.9 yuan");
});
