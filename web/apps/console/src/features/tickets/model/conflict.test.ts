import type { Schemas } from "@yingke/api";
import { describe, expect, it } from "vitest";
import { findConflict, reapply } from "./conflict";

type Detail = Schemas["TicketDetail"];
const base = {
  title: "少了一个螺丝包",
  state: "open",
  priority: "normal",
  group_id: "grp_1",
  agent_id: "agt_1",
  category_id: null,
  fields: { amount: 1000, reason: "missing", note: null },
  version: 3,
} as unknown as Detail;
const theirs = (change: Partial<Detail>): Detail => ({ ...base, version: 4, ...change });
const entry = (actor_name: string, at: number) => ({ actor_name, at }) as Schemas["TicketEntryView"];

describe("two changes of one ticket", () => {
  it("go together when they touch different things", () => {
    const conflict = findConflict(base, { priority: "high" }, theirs({ state: "on_hold" }), [entry("仓库·老周", 5)]);
    expect(conflict.clashes).toEqual([]);
    expect(conflict.kept).toEqual(["priority"]);
    expect(conflict.arrived).toEqual(["state"]);
    expect(conflict.by).toEqual([{ name: "仓库·老周", at: 5 }]);
    expect(reapply(conflict, {})).toEqual({ priority: "high", reason: undefined });
  });

  it("clash where both changed the same to different values", () => {
    const conflict = findConflict(base, { priority: "high" }, theirs({ priority: "urgent" }), []);
    expect(conflict.clashes).toEqual([{ key: "priority", before: "normal", mine: "high", theirs: "urgent" }]);
    expect(reapply(conflict, { priority: "theirs" })).toBeUndefined();
    expect(reapply(conflict, { priority: "mine" })).toMatchObject({ priority: "high" });
  });

  it("need nothing more when both wanted the same", () => {
    const conflict = findConflict(base, { state: "solved" }, theirs({ state: "solved" }), []);
    expect([conflict.clashes, conflict.kept]).toEqual([[], []]);
    expect(reapply(conflict, {})).toBeUndefined();
  });

  it("are compared field by field inside the type's own fields", () => {
    const mine = { amount: 2000, reason: "missing", note: "客户同意" };
    const conflict = findConflict(
      base,
      { fields: mine },
      theirs({ fields: { amount: 1500, reason: "damaged", note: null } }),
      [],
    );
    expect(conflict.clashes.map((clash) => clash.key)).toEqual(["fields.amount"]);
    expect(conflict.kept).toEqual(["fields.note"]);
    expect(conflict.arrived).toEqual(["fields.reason"]);
    expect(reapply(conflict, { "fields.amount": "theirs" })?.fields).toEqual({
      amount: 1500,
      reason: "damaged",
      note: "客户同意",
    });
    expect(reapply(conflict, { "fields.amount": "mine" })?.fields).toMatchObject({ amount: 2000, reason: "damaged" });
  });

  it("keep a taken-away assignee as a change of the assignee", () => {
    const conflict = findConflict(base, { unassign: true }, theirs({ agent_id: "agt_2" }), []);
    expect(conflict.clashes).toEqual([{ key: "agent_id", before: "agt_1", mine: null, theirs: "agt_2" }]);
    expect(reapply(conflict, { agent_id: "mine" })).toEqual({ unassign: true, reason: undefined });
  });

  it("name each author once, newest first", () => {
    const newer = [entry("小李", 1), entry("老周", 2), entry("小李", 3)];
    expect(findConflict(base, {}, theirs({}), newer).by).toEqual([
      { name: "小李", at: 3 },
      { name: "老周", at: 2 },
    ]);
  });
});
