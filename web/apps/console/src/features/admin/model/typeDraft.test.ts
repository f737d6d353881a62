import { describe, expect, it } from "vitest";
import { blankField, blankStep, blankType, freeKey, prefillsFor, problemsOf, withKind } from "./typeDraft";

const whole = () => ({ ...blankType([], "aftersale"), key: "refund", name: { "zh-CN": "仅退款" } });

describe("a ticket type before it is saved", () => {
  it("is fine with a name, a key and a group", () => {
    expect(problemsOf(whole())).toEqual({});
  });

  it("names each thing that is missing where it stands", () => {
    expect(problemsOf({ ...blankType([], ""), key: "坏" })).toEqual({ name: "name", key: "key", group: "group" });
    const step = { ...blankStep([], ""), name: { "zh-CN": "受理" } };
    expect(problemsOf({ ...whole(), steps: [step] })).toEqual({ "steps.0.group": "group", "steps.0.text": "text" });
    expect(problemsOf({ ...whole(), steps: [{ ...step, group: "a", public: false }] })).toEqual({});
  });

  it("refuses two fields of one key and choices without values", () => {
    const field = { ...blankField([]), label: { "zh-CN": "原因" } };
    const select = { ...field, key: "why", kind: "select" as const };
    expect(problemsOf({ ...whole(), fields: [field, field] })).toEqual({ "fields.1.key": "key_taken" });
    expect(problemsOf({ ...whole(), fields: [select] })).toEqual({ "fields.0.options": "options" });
    const twice = [
      { value: "a", label: { "zh-CN": "甲" } },
      { value: "a", label: { "zh-CN": "乙" } },
    ];
    expect(problemsOf({ ...whole(), fields: [{ ...select, options: twice }] })).toEqual({
      "fields.0.options": "option_value",
    });
  });

  it("makes keys that are free", () => {
    expect(freeKey("Return reason", [], "field")).toBe("return_reason");
    expect(freeKey("退货原因", ["field", "field_2"], "field")).toBe("field_3");
  });

  it("drops what the new kind cannot hold", () => {
    const field = { ...blankField([]), kind: "select" as const, options: [{ value: "a", label: { "zh-CN": "甲" } }] };
    expect(withKind(field, "text").options).toEqual([]);
    expect(withKind({ ...field, prefill: "order.no" }, "money").prefill).toBeNull();
    expect(withKind({ ...field, prefill: "order.phone" }, "phone").prefill).toBe("order.phone");
    expect(prefillsFor("checkbox")).toEqual([]);
  });
});
