import type { Schemas } from "@yingke/api";
import { describe, expect, it } from "vitest";
import { waiting } from "./waiting";

type Entry = Schemas["TicketEntryView"];
const text = (zh: string) => ({ "zh-CN": zh });
const steps = ["accepted", "received", "refunded"].map((key) => ({
  key,
  name: text(key),
  public: true,
  group: "aftersale",
  text: text(""),
}));
const ticket = {
  state: "open",
  step: "received",
  agent_id: "agt_1",
  group_id: "grp_1",
  created_at: 1000,
  updated_at: 9000,
} as Schemas["TicketView"];
const entry = (seq: number, kind: Entry["kind"], by: "agent" | "customer", isPublic = true): Entry => ({
  id: String(seq),
  ticket_id: "tic_1",
  seq,
  kind,
  public: isPublic,
  actor: by === "agent" ? { kind: "agent", id: "agt_1" } : { kind: "customer", id: "cus_1" },
  actor_name: by,
  body: "",
  payload: null,
  at: seq * 100,
});

describe("who waits for whom", () => {
  it("says who has the next move in every state", () => {
    const kinds = (["new", "pending_customer", "on_hold", "solved", "closed"] as const).map(
      (state) => waiting({ ...ticket, state }, steps).ball.kind,
    );
    expect(kinds).toEqual(["us", "customer", "third", "verdict", "nobody"]);
    expect(waiting({ ...ticket, agent_id: null }, steps).ball).toEqual({ kind: "unclaimed", group_id: "grp_1" });
  });

  it("names the next step and its place", () => {
    const now = waiting(ticket, steps);
    expect([now.next?.key, now.next_no, now.steps]).toEqual(["received", 2, 3]);
    expect(waiting({ ...ticket, step: "" }, steps).next).toBeUndefined();
    expect(waiting({ ...ticket, state: "withdrawn" }, steps).next).toBeUndefined();
  });

  it("counts from the first customer word that nobody answered", () => {
    const entries = [
      entry(1, "created", "customer"),
      entry(2, "public_reply", "agent"),
      entry(3, "supplement", "customer"),
      entry(4, "urge", "customer"),
    ];
    const now = waiting(ticket, steps, entries);
    expect(now.since_at).toBe(300);
    expect(now.told_at).toBe(200);
    expect(now.pressed).toBe(true);
  });

  it("is not answered by an internal comment, but by a public step", () => {
    const asked = [entry(1, "created", "customer"), entry(2, "internal_comment", "agent", false)];
    expect(waiting(ticket, steps, asked).since_at).toBe(100);
    expect(waiting(ticket, steps, [...asked, entry(3, "milestone", "agent")]).since_at).toBe(300);
  });

  it("forgets an urge that we have answered since", () => {
    const entries = [entry(1, "created", "customer"), entry(2, "urge", "customer"), entry(3, "public_reply", "agent")];
    expect(waiting(ticket, steps, entries).pressed).toBe(false);
  });

  it("counts from the start without a timeline at hand", () => {
    expect(waiting(ticket, steps).since_at).toBe(1000);
  });
});
