import type { Schemas } from "@yingke/api";
import { describe, expect, it } from "vitest";
import { hasLeft, isNews, newer, type Pages, patchPages, rowsOf } from "./live";

const ticket = (id: string, updated_at: number, version = 1, more = {}) =>
  ({
    id,
    updated_at,
    created_at: updated_at,
    version,
    state: "open",
    priority: "normal",
    ...more,
  }) as Schemas["TicketView"];
const me = { id: "me", group_ids: [] };
const held = (): Pages => ({
  pages: [
    { items: [ticket("a", 50), ticket("b", 40)], next: "c1", seq: 1 },
    { items: [ticket("c", 30), ticket("d", 20)], next: "c2", seq: 2 },
  ],
  pageParams: [],
});

describe("a ticket frame on the list", () => {
  it("replaces the row where it stands", () => {
    const patched = patchPages(held(), ticket("c", 90, 2, { state: "solved" }));
    expect(rowsOf(patched).map((row) => row.id)).toEqual(["a", "b", "c", "d"]);
    expect(rowsOf(patched)[2]?.state).toBe("solved");
  });

  it("changes nothing, not even the object, when it is old or elsewhere", () => {
    const before = held();
    expect(patchPages(before, ticket("c", 90, 1))).toBe(before);
    expect(patchPages(before, ticket("x", 90, 9))).toBe(before);
  });

  it("is news only when it fits, is not shown and lies within what is loaded", () => {
    expect(isNews(held(), ticket("x", 60), { open: true }, me)).toBe(true);
    expect(isNews(held(), ticket("x", 10), {}, me)).toBe(false);
    expect(isNews(held(), ticket("a", 60, 2), {}, me)).toBe(false);
    expect(isNews(held(), ticket("x", 60, 1, { state: "closed" }), { open: true }, me)).toBe(false);
    expect(isNews(held(), ticket("x", 60), { q: "退" }, me)).toBe(false);
    expect(isNews({ pages: [{ items: [], seq: 1 }], pageParams: [] }, ticket("x", 1), {}, me)).toBe(true);
  });

  it("marks a row that no longer fits", () => {
    expect(hasLeft({ open: true }, ticket("a", 1, 2, { state: "solved" }), me)).toBe(true);
    expect(hasLeft({ open: true }, ticket("a", 1), me)).toBe(false);
  });
});

it("shows a ticket once, in its newest form, when two pages hold it", () => {
  const twice = held();
  twice.pages[1]?.items.unshift(ticket("b", 60, 7));
  expect(rowsOf(twice).map((row) => `${row.id}${row.version}`)).toEqual(["a1", "b7", "c1", "d1"]);
});

it("keeps the newer of two views", () => {
  expect(newer({ version: 3 }, { version: 2 })).toEqual({ version: 3 });
  expect(newer(undefined, { version: 2 })).toEqual({ version: 2 });
});
