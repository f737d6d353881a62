import { expect, test } from "vitest";
import { factsSaid } from "./said";

const facts = [{ key: "return_days", said: "7 天", text: { "zh-CN": "签收后 7 天内可退" } }];
const read = (text: string) => factsSaid(text, facts, (wording) => wording["zh-CN"]);

test("a reader sees what a fact says, and whoever names one that is not valid sees its name", () => {
  expect(read("{{fact:return_days}}内可退，{{ fact:x }}")).toBe("7 天内可退，{{ fact:x }}");
  expect(read("{{fact:return_days.text}}；{{fact:gone}}")).toBe("签收后 7 天内可退；{{fact:gone}}");
});
