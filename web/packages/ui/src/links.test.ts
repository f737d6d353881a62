import { describe, expect, it } from "vitest";
import { pieces, safeUrl } from "./links";

describe("links in what people write", () => {
  it("are found between Chinese words and lose the punctuation of the sentence", () => {
    expect(pieces("看 https://shop.example/o/1?a=b。谢谢")).toEqual([
      "看 ",
      { href: "https://shop.example/o/1?a=b", text: "https://shop.example/o/1?a=b" },
      "。谢谢",
    ]);
    expect(pieces("(https://a.example/x).")).toEqual([
      "(",
      { href: "https://a.example/x", text: "https://a.example/x" },
      ").",
    ]);
  });

  it("are only those of the web", () => {
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//", "file:///etc/passwd"]) {
      expect(safeUrl(bad)).toBeNull();
      expect(pieces(`x ${bad} y`).every((piece) => typeof piece === "string")).toBe(true);
    }
  });

  it("leave everything else as it was written", () => {
    const text = "<img src=x onerror=alert(1)> & 5 > 3";
    expect(pieces(text)).toEqual([text]);
    expect(pieces("")).toEqual([]);
  });
});
