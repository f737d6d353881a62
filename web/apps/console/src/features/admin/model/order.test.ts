import { expect, it } from "vitest";
import { move } from "./order";

it("moves an item to another seat and keeps the others in order", () => {
  expect(move(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
  expect(move(["a", "b", "c", "d"], 3, 0)).toEqual(["d", "a", "b", "c"]);
});

it("leaves the order alone when there is no such seat", () => {
  const list = ["a", "b"];
  for (const [from, to] of [
    [0, 0],
    [-1, 0],
    [0, 2],
    [5, 1],
  ] as const) {
    expect(move(list, from, to)).toEqual(list);
  }
});
