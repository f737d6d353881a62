import { describe, expect, it } from "vitest";
import { below, stepped, treeRows } from "./tree";

const item = (id: string, parent_id: string | null, position: number) => ({ id, parent_id, position });
const list = [item("refund", "after", 1), item("after", null, 1), item("pre", null, 0), item("return", "after", 0)];

describe("the category tree", () => {
  it("stands parents first and by position", () => {
    expect(treeRows(list).map(({ item: { id }, depth }) => `${depth}${id}`)).toEqual([
      "0pre",
      "0after",
      "1return",
      "1refund",
    ]);
  });

  it("shows everything once, also what hangs on a missing parent or in a circle", () => {
    const broken = [item("a", "gone", 0), item("b", "c", 0), item("c", "b", 1)];
    expect(
      treeRows(broken)
        .map((row) => row.item.id)
        .sort(),
    ).toEqual(["a", "b", "c"]);
  });

  it("knows what stands below, so that nothing becomes its own child", () => {
    expect([...below(list, "after")].sort()).toEqual(["after", "refund", "return"]);
    expect([...below([item("b", "c", 0), item("c", "b", 1)], "b")].sort()).toEqual(["b", "c"]);
  });

  it("saves only what moved, and repairs equal positions on the way", () => {
    expect(stepped(list, "refund", -1)).toEqual([
      { id: "refund", position: 0 },
      { id: "return", position: 1 },
    ]);
    expect(stepped(list, "pre", -1)).toEqual([]);
    const equal = [item("a", null, 0), item("b", null, 0), item("c", null, 0)];
    expect(stepped(equal, "a", 1)).toEqual([
      { id: "a", position: 1 },
      { id: "c", position: 2 },
    ]);
  });
});
