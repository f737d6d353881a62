import { expect, test } from "vitest";
import {
  endingsOf,
  firstListQuery,
  firstShare,
  honestShare,
  isFiltered,
  listQuery,
  midnight,
  nearShare,
  parseSearch,
  pathListQuery,
  share,
  spanOf,
  widened,
} from "./model";

const NOON = Date.UTC(2026, 10, 21, 4); // 12:00 in China

test("rubbish in the address is left out", () => {
  expect(parseSearch({ tab: "x", window: "1y", class: "great", day: "1", days: 30, mark: 3 })).toEqual({});
  expect(parseSearch({ tab: "items", window: "7d", class: "failed", days: 90 })).toEqual({
    tab: "items",
    window: "7d",
    class: "failed",
    days: 90,
  });
});

test("a day begins at midnight in China", () => {
  expect(midnight(NOON)).toBe(Date.UTC(2026, 10, 20, 16));
  expect(midnight(Date.UTC(2026, 10, 20, 16))).toBe(Date.UTC(2026, 10, 20, 16));
  expect(midnight(Date.UTC(2026, 10, 20, 15, 59))).toBe(Date.UTC(2026, 10, 19, 16));
});

test("a span has whole days and ends with today", () => {
  const { from, to } = spanOf({ days: 7 }, NOON);
  expect((to - from) / 86_400_000).toBe(7);
  expect(to).toBe(Date.UTC(2026, 10, 21, 16));
});

test("one day narrows the list to that day", () => {
  const day = midnight(NOON);
  expect(listQuery({ day, class: "failed" }, NOON)).toMatchObject({ from: day, to: day + 86_400_000, class: "failed" });
});

test("a share of nothing is no share", () => {
  expect(share(0, { sessions: 0 })).toBeUndefined();
  expect(share(1, { sessions: 4 })).toBe(0.25);
});

test("taking the filter away keeps the look", () => {
  const search = { tab: "items", window: "7d", class: "failed", item: "kno_1" } as const;
  expect(isFiltered(search)).toBe(true);
  expect(widened(search)).toEqual({ tab: "items", window: "7d" });
  expect(isFiltered(widened(search))).toBe(false);
});

test("first-contact resolution counts only what is known", () => {
  expect(firstShare({ resolved: 3, unresolved: 1 })).toBe(0.75);
  expect(firstShare({ resolved: 0, unresolved: 0 })).toBeUndefined();
});

test("its figures open its cases, and rubbish opens nothing", () => {
  const search = parseSearch({ first: "unresolved", by: "people", window: "7d" });
  expect(firstListQuery(search, NOON)).toMatchObject({ outcome: "unresolved", by: "people", window: "7d" });
  expect(firstListQuery(parseSearch({ first: "all" }), NOON).outcome).toBeUndefined();
  expect(isFiltered(search)).toBe(true);
  expect(widened(search)).toEqual({ window: "7d" });
  expect(parseSearch({ first: "maybe", by: "dog" })).toEqual({});
});

test("a told wait was honest when the person came then or sooner", () => {
  expect(honestShare({ sooner: 1, as_told: 2, longer: 1, not_told: 9 })).toBe(0.75);
  expect(honestShare({ sooner: 0, as_told: 0, longer: 0, not_told: 3 })).toBeUndefined();
});

test("two clicks at most are near", () => {
  expect(nearShare({ none: 1, one: 1, two: 1, more: 1 })).toBe(0.75);
  expect(nearShare({ none: 0, one: 0, two: 0, more: 0 })).toBeUndefined();
});

test("the table of ways has a column for each ending that happened, in one order", () => {
  const route = (route: "bot" | "person", ...endings: ("open" | "solved" | "answered")[]) => ({
    route,
    count: endings.length,
    endings: endings.map((ending) => ({ ending, count: 1 })),
  });
  expect(endingsOf([route("bot", "open", "solved"), route("person", "answered", "open")])).toEqual([
    "solved",
    "answered",
    "open",
  ]);
});

test("a figure of the ways opens its rows, over the same days", () => {
  const search = parseSearch({
    tab: "paths",
    route: "person",
    ending: "abandoned",
    clicks: 0,
    promise: "x",
    waited: 1,
  });
  expect(search).toEqual({ tab: "paths", route: "person", ending: "abandoned", clicks: 0 });
  expect(isFiltered(search)).toBe(true);
  expect(pathListQuery(search, NOON)).toMatchObject({ route: "person", clicks: 0, ...spanOf(search, NOON) });
  expect(widened(search)).toEqual({ tab: "paths" });
});
