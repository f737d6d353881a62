import { expect, test } from "vitest";
import { words as en } from "./en";
import { words as source } from "./zh-CN";
import { words as taiwan } from "./zh-TW";

const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();

test("every language has every word with the same holes", () => {
  for (const other of [taiwan, en] as Record<string, string>[]) {
    expect(Object.keys(other).sort()).toEqual(Object.keys(source).sort());
    for (const [key, text] of Object.entries<string>(source))
      expect([key, holes(other[key] ?? "")]).toEqual([key, holes(text)]);
  }
});

test("five stars have five words in every language", () => {
  for (const words of [source, taiwan, en]) expect(words.star_words.split(",")).toHaveLength(5);
});
