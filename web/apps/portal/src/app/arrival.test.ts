import { expect, test } from "vitest";
import { arrivalOf, wayOf } from "./arrival";

test("the shop's link names the entry and brings its word for the customer", () => {
  expect(arrivalOf("#entry=yke_a&token=h.p.s")).toEqual({ entry: "yke_a", token: "h.p.s" });
  expect(wayOf(arrivalOf("#entry=yke_a&token=h.p.s"), "yke_old")).toEqual({
    do: "exchange",
    entry: "yke_a",
    token: "h.p.s",
  });
});

test("a link of a shop where nobody is signed in does not open what somebody else left here", () => {
  expect(wayOf(arrivalOf("#entry=yke_a"), "yke_a")).toEqual({ do: "ask" });
  expect(wayOf(arrivalOf("#entry=yke_a&token="), "yke_a")).toEqual({ do: "ask" });
});

test("without a link the last session goes on, and without one there is a friendly page", () => {
  expect(wayOf(arrivalOf(""), "yke_a")).toEqual({ do: "resume", entry: "yke_a" });
  expect(wayOf(arrivalOf("#main"), null)).toEqual({ do: "ask" });
});
