import { describe, expect, it } from "vitest";
import { insertMention, matching, mentionAt, mentionedIn } from "./mentions";

const people = [
  { id: "1", name: "周明", nickname: "老周" },
  { id: "2", name: "周明远", nickname: "小远" },
  { id: "3", name: "Amy Lin", nickname: "艾米" },
];

describe("typing a mention", () => {
  it("is seen at the caret, not in addresses nor after a space", () => {
    expect(mentionAt("请@周", 3)).toEqual({ start: 1, words: "周" });
    expect(mentionAt("@", 1)).toEqual({ start: 0, words: "" });
    expect(mentionAt("a@b.com", 4)).toBeUndefined();
    expect(mentionAt("@周明 看下", 6)).toBeUndefined();
    expect(mentionAt("没有", 2)).toBeUndefined();
  });

  it("finds by name and nickname, beginnings first", () => {
    expect(matching(people, "周").map((one) => one.id)).toEqual(["1", "2"]);
    expect(matching(people, "远").map((one) => one.id)).toEqual(["2"]);
    expect(matching(people, "amy").map((one) => one.id)).toEqual(["3"]);
    expect(matching(people, "zzz")).toEqual([]);
  });

  it("puts the whole name in and the caret behind it", () => {
    const at = { start: 1, words: "周" };
    expect(insertMention("请@周看", at, 3, "周明")).toEqual({ text: "请@周明 看", caret: 5 });
  });
});

describe("a finished comment", () => {
  it("names the longer of two names that begin alike, and each person once", () => {
    expect(mentionedIn("@周明远 和 @周明 @周明 看下", people).sort()).toEqual(["1", "2"]);
    expect(mentionedIn("@周明远看下", people)).toEqual(["2"]);
    expect(mentionedIn("@Amy Lin thanks, not @nobody", people)).toEqual(["3"]);
  });
});
