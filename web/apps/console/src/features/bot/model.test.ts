import { describe, expect, it } from "vitest";
import {
  changed,
  heightOf,
  history,
  hitRate,
  lead,
  lostItems,
  parseSearch,
  redone,
  ruleProblems,
  splitAction,
  tidied,
  undone,
  waysOf,
  withoutStep,
  withStep,
} from "./model";

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

describe("tidying", () => {
  it("lays steps out in the order of their ways, and no card over another", () => {
    const says = (key: string, next: string) => ({
      key,
      x: 0,
      y: 0,
      does: { kind: "say" as const, text: { "zh-CN": key }, next },
    });
    const options = ["b", "c", "d"].map((next) => ({ value: next, label: { "zh-CN": next }, next }));
    const choose = {
      key: "a",
      x: 0,
      y: 0,
      does: { kind: "choose" as const, slot: "s", text: { "zh-CN": "" }, options },
    };
    // c leads back to the start, e is led to by nobody.
    const flow = {
      ...empty,
      start: "a",
      steps: [says("e", ""), says("d", ""), says("c", "a"), says("b", "d"), choose],
    };
    const laid = tidied(flow).steps.map(({ key, x = -1, y = -1, does }) => ({ key, x, y, does }));
    const at = (key: string) => laid.find((step) => step.key === key) ?? { x: 0, y: 0 };
    expect(at("a").x).toBeLessThan(at("b").x);
    expect(new Set(["b", "c", "d"].map((key) => at(key).x)).size).toBe(1);
    expect(at("e").x).toBeGreaterThan(at("d").x);
    for (const one of laid)
      for (const other of laid)
        if (one !== other && one.x === other.x)
          expect(Math.abs(one.y - other.y)).toBeGreaterThan(Math.min(heightOf(one.does), heightOf(other.does)));
    expect(laid.map((step) => step.does)).toEqual(flow.steps.map((step) => step.does));
    expect(tidied(empty).steps).toEqual([]);
  });
});

describe("menus", () => {
  it("count questions that nothing answers any more", () => {
    const item = (knowledge_key?: string, action?: string) => ({ label: { "zh-CN": "x" }, knowledge_key, action });
    const menu = {
      keywords: ["x"],
      title: { "zh-CN": "x" },
      items: [item("gone"), item("there"), item("gone", "human"), item(undefined, "human")],
    };
    expect(lostItems(menu, { there: "在的" })).toBe(1);
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

describe("a rule of predicted questions", () => {
  const rule = (change: object) => ({
    key: "a",
    label: { "zh-CN": "开发票" },
    action: "ask",
    weight: 30,
    when: {},
    ...change,
  });

  it("names what a click does and which answer it gives", () => {
    expect(splitAction("knowledge:invoice")).toEqual({ verb: "knowledge", key: "invoice" });
    expect(splitAction("ask")).toEqual({ verb: "ask", key: "" });
  });

  it("is told what is wrong at its field, before anything is sent", () => {
    expect(ruleProblems(rule({}))).toEqual({});
    expect(ruleProblems(rule({ label: { "zh-CN": "  " } }))).toEqual({ label: "empty" });
    expect(ruleProblems(rule({ label: { "zh-CN": "长".repeat(31) } }))).toEqual({ label: "long" });
    expect(ruleProblems(rule({ action: "knowledge:" }))).toEqual({ action: "no_answer" });
    const since = [{ moment: "paid" as const, over_h: 48, under_h: 24 }];
    expect(ruleProblems(rule({ when: { since } }))).toEqual({ since: "never" });
  });
});
