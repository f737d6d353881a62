import { describe, expect, it } from "vitest";
import {
  attachmentsOf,
  changesOf,
  type Entry,
  escalationOf,
  hasGap,
  milestoneOf,
  netChanges,
  timeline,
  toneOf,
  withEntries,
} from "./timeline";

const entry = (seq: number, kind: Entry["kind"], more: Partial<Entry> = {}): Entry => ({
  id: `e${seq}`,
  ticket_id: "tic_1",
  seq,
  kind,
  public: true,
  actor: { kind: "agent", id: "agt_1" },
  actor_name: "小李",
  body: "",
  payload: null,
  at: seq * 1000,
  ...more,
});
const change = (seq: number, field: string, from: unknown, to: unknown) =>
  entry(seq, "change", { public: false, payload: { changes: [{ field, from, to }] } });
const day = (at: number) => String(Math.floor(at / 4000));

describe("the timeline", () => {
  it("folds changes in a row and begins a new line at a new day", () => {
    const items = timeline(
      [
        entry(1, "created"),
        change(2, "state", "new", "open"),
        change(3, "priority", "low", "high"),
        change(4, "state", "open", "on_hold"),
      ],
      day,
    );
    expect(items.map((item) => item.kind)).toEqual(["day", "entry", "changes", "day", "changes"]);
  });

  it("does not fold changes of two people into one line", () => {
    const other = change(2, "state", "new", "open");
    const items = timeline([change(1, "priority", "low", "high"), { ...other, actor: { kind: "system" } }], day);
    expect(items.map((item) => item.kind)).toEqual(["day", "changes", "changes"]);
  });

  it("does not fold a change that says why", () => {
    const items = timeline([entry(1, "change", { body: "转仓库核实" }), change(2, "state", "new", "open")], day);
    expect(items.map((item) => item.kind)).toEqual(["day", "entry", "changes"]);
  });

  it("reads several edits of one field as one, and none when it came back", () => {
    const edits = [
      change(1, "state", "new", "open"),
      change(2, "state", "open", "on_hold"),
      change(3, "x", 1, 2),
      change(4, "x", 2, 1),
    ];
    expect(netChanges(edits)).toEqual([{ field: "state", from: "new", to: "on_hold" }]);
  });

  it("shows the customer, ourselves, colleagues and pressure in different tones", () => {
    const customer = { kind: "customer" as const, id: "cus_1" };
    expect(toneOf(entry(1, "supplement", { actor: customer }))).toBe("customer");
    expect(toneOf(entry(1, "urge", { actor: customer }))).toBe("customer_pressing");
    expect(toneOf(entry(1, "reject", { actor: customer }))).toBe("customer_pressing");
    expect(toneOf(entry(1, "public_reply"))).toBe("public");
    expect(toneOf(entry(1, "internal_comment", { public: false }))).toBe("internal");
    expect(toneOf(entry(1, "milestone"))).toBe("milestone");
  });

  it("reads a finished step as it was called then, in three languages or plain", () => {
    const text = { "zh-CN": "退款完成", en: "Refunded" };
    expect(milestoneOf(entry(1, "milestone", { payload: { step: "refunded", name: text, text: "已退" } }))).toEqual({
      step: "refunded",
      name: text,
      text: { "zh-CN": "已退" },
    });
    expect(
      milestoneOf(entry(1, "milestone", { payload: { step: "refunded", name: "refunded" } })).name,
    ).toBeUndefined();
    expect(milestoneOf(entry(1, "milestone"))).toEqual({ step: "", name: undefined, text: undefined });
  });

  it("tells an escalation from other notes", () => {
    const note = { code: "escalation", level: "supervisor", rebound_count: 2 };
    expect(escalationOf(entry(1, "internal_comment", { payload: note }))).toEqual({ level: "supervisor", count: 2 });
    expect(escalationOf(entry(1, "internal_comment", { payload: { ...note, level: "boss" } }))).toBeUndefined();
    expect(escalationOf(entry(1, "internal_comment"))).toBeUndefined();
  });

  it("survives payloads of any shape", () => {
    for (const payload of [null, 3, "x", [], { changes: 1, attachments: {} }, { changes: [null, { field: 1 }] }]) {
      expect(changesOf(entry(1, "change", { payload }))).toEqual([]);
      expect(attachmentsOf(entry(1, "change", { payload }))).toEqual([]);
    }
  });
});

describe("entries that arrive live", () => {
  it("are kept once, in order, whichever way they came", () => {
    const held = [entry(1, "created"), entry(3, "urge")];
    const all = withEntries(held, [entry(2, "public_reply"), entry(3, "urge")]);
    expect(all.map((one) => one.seq)).toEqual([1, 2, 3]);
    expect(hasGap(all)).toBe(false);
    expect(hasGap(held)).toBe(true);
  });
});
