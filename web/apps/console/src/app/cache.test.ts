import { describe, expect, it } from "vitest";
import { flat, newer, notOlder, type Pages, patchPages } from "./cache";

interface Item {
  id: string;
  version: number;
  at: number;
}

const item = (id: string, at: number, version = 1): Item => ({ id, at, version });
const order = (a: Item, b: Item) => b.at - a.at;
const all = { belongs: () => true, order };
const pages = (next: string | undefined, ...lists: Item[][]): Pages<Item> => ({
  pages: lists.map((items, at) => ({ items, seq: 1, next: at === lists.length - 1 ? next : "more" })),
  pageParams: lists.map(() => undefined),
});
const ids = (held: Pages<Item>) => held.pages.map((page) => page.items.map(({ id }) => id));

describe("patching a keyset list", () => {
  it("drops a view that is not newer than the held one", () => {
    const held = pages(undefined, [item("a", 3, 5)]);
    expect(patchPages(held, item("a", 9, 5), all)).toBe(held);
    expect(patchPages(held, item("a", 9, 4), all)).toBe(held);
  });

  it("moves a changed view to its place, over pages", () => {
    const held = pages("more", [item("a", 9), item("b", 8)], [item("c", 7), item("d", 6)]);
    expect(ids(patchPages(held, item("d", 10, 2), all))).toEqual([["d", "a", "b"], ["c"]]);
    expect(ids(patchPages(held, item("a", 6.5, 2), all))).toEqual([["b"], ["c", "a", "d"]]);
  });

  it("puts a new view in where it belongs, and leaves one that its own page will bring", () => {
    const held = pages("more", [item("a", 9), item("b", 5)]);
    expect(ids(patchPages(held, item("n", 7), all))).toEqual([["a", "n", "b"]]);
    expect(ids(patchPages(held, item("n", 1), all))).toEqual([["a", "b"]]);
    expect(ids(patchPages(pages(undefined, [item("a", 9)]), item("n", 1), all))).toEqual([["a", "n"]]);
  });

  it("takes out what no longer belongs, and ignores what never did", () => {
    const held = pages(undefined, [item("a", 9), item("b", 8)]);
    const none = { belongs: () => false, order };
    expect(ids(patchPages(held, item("a", 9, 2), none))).toEqual([["b"]]);
    expect(patchPages(held, item("z", 9), none)).toBe(held);
  });

  it("fills a list that was empty", () => {
    expect(ids(patchPages(pages(undefined, []), item("a", 1), all))).toEqual([["a"]]);
  });

  it("shows an item once that two pages brought", () => {
    expect(flat(pages(undefined, [item("a", 9)], [item("a", 9), item("b", 8)])).map(({ id }) => id)).toEqual([
      "a",
      "b",
    ]);
  });
});

describe("which of two views counts", () => {
  it("is the newer one; where state moves without a version, the one that came last", () => {
    const held = item("a", 1, 5);
    const same = item("a", 2, 5);
    expect(newer(held, same)).toBe(held);
    expect(notOlder(held, same)).toBe(same);
    expect(notOlder(held, item("a", 3, 4))).toBe(held);
    expect(newer(held, item("a", 3, 6)).at).toBe(3);
  });
});
