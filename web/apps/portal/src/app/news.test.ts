import { expect, test } from "vitest";
import { newsOf, pauseMs, seqAfter, withBrief } from "./news";
import type { Brief } from "./types";

const brief = (id: string, updated_at: number, state: Brief["state"] = "open"): Brief => ({
  id,
  number: 1,
  title: "退款",
  state,
  priority: "normal",
  updated_at,
});
const pages = (...items: Brief[]) => ({ pages: [{ items }], pageParams: [""] });

test("a request's news takes its row where it stands", () => {
  const after = withBrief(pages(brief("a", 1), brief("b", 1)), brief("b", 2, "solved"));
  expect(after?.pages[0]?.items.map((one) => [one.id, one.state])).toEqual([
    ["a", "open"],
    ["b", "solved"],
  ]);
});

test("a request that is not in the list yet comes on top", () => {
  expect(withBrief(pages(brief("a", 1)), brief("new", 2))?.pages[0]?.items[0]?.id).toBe("new");
});

test("old news does not undo newer ones", () => {
  expect(withBrief(pages(brief("a", 5, "solved")), brief("a", 4))?.pages[0]?.items[0]?.state).toBe("solved");
});

test("a list that nobody has read is not invented", () => {
  expect(withBrief(undefined, brief("a", 1))).toBeUndefined();
});

test("a reset reads everything again and does not count as being told", () => {
  expect(newsOf({ type: "reset", seq: 90 })).toEqual({ do: "again" });
  expect(seqAfter(7, { type: "reset", seq: 90 })).toBe(7);
  expect(seqAfter(7, { type: "upto", seq: 9 })).toBe(9);
  expect(seqAfter(7, { type: "upto", seq: 3 })).toBe(7);
});

test("a token that is not taken any more ends the session; a refused message does not", () => {
  const refused = { type: "refused", client_id: "", message: "", retry: false } as const;
  expect(newsOf({ ...refused, code: "unauthenticated" })).toEqual({ do: "out" });
  expect(newsOf({ ...refused, code: "rate_limited" })).toEqual({ do: "nothing" });
});

test("pauses between attempts grow to half a minute at most", () => {
  expect(pauseMs(1, 1)).toBe(1000);
  expect(pauseMs(50, 1)).toBe(30_000);
  expect(pauseMs(50, 0)).toBe(15_000);
});
