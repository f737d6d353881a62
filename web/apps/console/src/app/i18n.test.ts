import { describe, expect, it } from "vitest";

const files = import.meta.glob<Record<string, string>>(
  ["./words/*.ts", "../features/*/i18n/*.ts", "../parts/*/i18n/*.ts"],
  { eager: true, import: "default" },
);

const sources = Object.keys(files).filter((path) => path.endsWith("/zh-CN.ts"));
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort();

describe.each(sources)("words of %s", (path) => {
  const source = files[path] ?? {};
  const wording = (language: string) => files[path.replace("zh-CN.ts", `${language}.ts`)] ?? {};

  it.each(["zh-TW", "en"])("has every key in %s, with the same blanks", (language) => {
    const words = wording(language);
    for (const [key, text] of Object.entries(source)) {
      expect(words[key], `${language} ${key}`).toBeTruthy();
      expect(placeholders(words[key] ?? ""), `${language} ${key}`).toEqual(placeholders(text));
    }
    const extra = Object.keys(words).filter((key) => !(key in source) && !(key.replace(/_one$/, "") in source));
    expect(extra).toEqual([]);
  });

  it("writes zh-TW for Taiwan: no simplified signs that only the Mainland uses", () => {
    for (const [key, text] of Object.entries(wording("zh-TW"))) {
      expect(text, key).not.toMatch(/[们这开结单没户货运门会话复]/);
    }
  });

  it("keeps Chinese out of the English words", () => {
    // Languages are called by their own names.
    const words = Object.entries(wording("en")).filter(([key]) => !/^lang(?:uage)?\./.test(key));
    for (const [key, text] of words) expect(text, key).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

it("finds the words of every feature", () => {
  expect(sources.length).toBeGreaterThan(3);
});
