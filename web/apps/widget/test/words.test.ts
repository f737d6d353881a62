import { describe, expect, it } from "vitest";
import * as en from "../src/words/en";
import * as zhCN from "../src/words/zh-CN";
import * as zhTW from "../src/words/zh-TW";

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

describe.each([zhTW, en])("the words of $locale", ({ words }) => {
  it("have the same places to fill in as the first language", () => {
    for (const [key, text] of Object.entries(zhCN.words)) {
      expect([key, holes(words[key as keyof typeof words])]).toEqual([key, holes(text)]);
    }
  });

  it("are all there", () => {
    expect(Object.values(words).filter((text) => !text.trim())).toEqual([]);
    expect(words.star_words.split(",")).toHaveLength(5);
  });
});
