import { describe, expect, it } from "vitest";
import { changed, history, hitRate, lead, parseSearch, redone, undone, waysOf, withoutStep, withStep } from "./model";

const empty = { name: { "zh-CN": "f" }, words: [], start: "", steps: [] };

describe("a drawing", () => {
  it("starts at its first step, and keys stay free", () => {
    const one = withStep(empty, "say");
    const two = withStep(one.flow, "say");
    expect([one.flow.start, two.flow.steps.length, two.key === one.key]).toEqual([one.key, 2, false]);
  });
  it("leads every way elsewhere, also those of options and cases", () => {
    const choose = {
      kind: "choose" as const,
      slot: "s",
      text: { "zh-CN": "" },
      options: [{ value: "a", label: { "zh-CN": "a" } }],
    };
    expect(waysOf(lead(choose, "options.0", "x")).map((way) => way.to)).toEqual(["", "x"]);
    expect(waysOf(lead({ kind: "confirm", text: { "zh-CN": "" } }, "yes", "x"))[0]).toEqual({ port: "yes", to: "x" });
  });
  it("forgets ways to a step that was removed", () => {
    const { flow, key } = withStep(empty, "say");
    const second = withStep(flow, "confirm");
    const joined = {
      ...second.flow,
      steps: second.flow.steps.map((step) =>
        step.key === key ? { ...step, does: lead(step.does, "next", second.key) } : step,
      ),
    };
    const left = withoutStep(joined, second.key);
    expect([left.steps.length, waysOf(left.steps[0]?.does ?? { kind: "hand_over" })[0]?.to]).toEqual([1, ""]);
  });
  it("can be undone and redone, and a new change ends the future", () => {
    const held = changed(changed(history(1), 2), 3);
    expect(undone(held).now).toBe(2);
    expect(redone(undone(held)).now).toBe(3);
    expect(redone(changed(undone(held), 9)).now).toBe(9);
    expect(undone(history(1)).now).toBe(1);
  });
});

describe("figures", () => {
  it("say nothing before anybody spoke", () => {
    expect(hitRate({ shown: 0, clicked: 0, asked: 0 })).toBeUndefined();
    expect(hitRate({ shown: 8, clicked: 1, asked: 1 })).toBe(0.25);
  });
  it("the address holds only tabs that exist", () => {
    expect([parseSearch({ tab: "flows" }), parseSearch({ tab: "x" }), parseSearch({})]).toEqual([
      { tab: "flows" },
      {},
      {},
    ]);
  });
});
