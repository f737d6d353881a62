import type { Schemas } from "@yingke/api";
import { describe, expect, it } from "vitest";
import { activeFilters, belongs, parseSearch, sameSearch, toQuery, withFilter } from "./filters";

const id = (prefix: string, digit: string) => `${prefix}_${digit.repeat(32)}`;
const me = { id: id("agt", "a"), group_ids: [id("grp", "2")] };
const ticket = {
  id: id("tic", "1"),
  state: "open",
  priority: "high",
  group_id: id("grp", "2"),
  agent_id: me.id,
  type_id: id("tty", "3"),
  customer: { id: id("cus", "4"), nickname: "小雨", tier: "", is_member: false, anonymous: false },
} as Schemas["TicketView"];

describe("the address of the ticket list", () => {
  it("comes back the same after the round trip", () => {
    const search = parseSearch({ q: "破损", open: true, agent_id: "me", priority: "urgent", sort: "created" });
    expect(parseSearch(JSON.parse(JSON.stringify(search)))).toEqual(search);
  });

  it("drops what it does not understand instead of failing", () => {
    expect(parseSearch({ state: "lost", group_id: "ord_1", priority: ["high"], sort: "size", q: {}, x: 1 })).toEqual(
      {},
    );
  });

  it("takes a ticket number that the router has read as a number", () => {
    expect(parseSearch({ q: 1042 }).q).toBe("1042");
  });

  it("cuts pasted novels short", () => {
    expect(parseSearch({ q: "退".repeat(5000) }).q).toHaveLength(100);
  });

  it("keeps one of state and open, the one touched last", () => {
    expect(withFilter({ open: true }, { state: "solved" })).toEqual({ state: "solved" });
    expect(withFilter({ state: "solved" }, { open: true })).toEqual({ open: true });
  });

  it("does not write the default sort", () => {
    expect(parseSearch({ sort: "updated" })).toEqual({});
  });

  it("leaves me, mine and none to the server, which knows the reader", () => {
    const search = parseSearch({ agent_id: "none", group_id: "mine", rebound: "true", sort: "created" });
    expect(toQuery(search)).toEqual({ agent_id: "none", group_id: "mine", rebound: true, sort: "created" });
    expect(toQuery({ agent_id: "me", open: true })).toEqual({ agent_id: "me", open: true, sort: "updated" });
  });

  it("knows the chips and compares without regard to order", () => {
    expect(activeFilters({ q: "x", priority: "low", open: true })).toEqual(["open", "priority"]);
    expect(sameSearch({ open: true, q: "a" }, { q: "a", open: true })).toBe(true);
    expect(sameSearch({ open: true }, { open: true, sort: "created" })).toBe(false);
  });
});

describe("a ticket that changed", () => {
  it("belongs where every filter holds", () => {
    expect(belongs({ open: true, agent_id: "me", priority: "high" }, ticket, me)).toBe(true);
    expect(belongs({ open: true }, { ...ticket, state: "solved" }, me)).toBe(false);
    expect(belongs({ agent_id: "me" }, ticket, { ...me, id: id("agt", "b") })).toBe(false);
  });

  it("knows whose groups are mine and who has nobody", () => {
    expect(belongs({ group_id: "mine" }, ticket, me)).toBe(true);
    expect(belongs({ group_id: "mine" }, { ...ticket, group_id: null }, me)).toBe(false);
    expect(belongs({ agent_id: "none" }, ticket, me)).toBe(false);
    expect(belongs({ agent_id: "none" }, { ...ticket, agent_id: null }, me)).toBe(true);
    expect(belongs({ rebound: true }, { ...ticket, rebound_count: 0 }, me)).toBe(false);
  });

  it("is left to the server when words decide", () => {
    expect(belongs({ q: "破损" }, ticket, me)).toBeUndefined();
    expect(belongs({ q: "破损", state: "new" }, ticket, me)).toBe(false);
  });
});
