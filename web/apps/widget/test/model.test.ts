import { describe, expect, it } from "vitest";
import { type Action, empty, reduce, type State } from "../src/state/model";
import type { Hears } from "../src/state/types";
import { conversation, heard, message, pending, snapshot } from "./people";

const after = (actions: Action[], from: State = empty) => actions.reduce(reduce, from);
const hear = (frame: Hears, now = 6000): Action => ({ type: "heard", frame, now });
const start: Action = { type: "snapshot", snapshot: snapshot() };
const bodies = (state: State) => state.groups.flatMap((group) => group.items.map((one) => one.body));
const ack = (client_id: string, seq: number): Hears => ({
  type: "ack",
  client_id,
  conversation_id: "con_1",
  id: `msg_con_1_${seq}`,
  seq,
  at: 5500,
});
const mine = (client_id: string, seq: number) =>
  message(seq, { client_id, sender_kind: "customer", body: `said ${client_id}` });

describe("messages", () => {
  it("stand in the order of their number, whatever the order of arrival", () => {
    const state = after([start, hear(heard(12, message(2))), hear(heard(11, message(1))), hear(heard(13, message(3)))]);
    expect(bodies(state)).toEqual(["words 1", "words 2", "words 3"]);
    expect(state.seq).toBe(13);
  });

  it("stand there once, however often they come", () => {
    const frame = hear(heard(11, message(1)));
    expect(bodies(after([start, frame, frame, frame]))).toEqual(["words 1"]);
  });

  it("of an earlier conversation stand before those of the running one", () => {
    const state = after([
      start,
      hear(heard(11, message(1, { conversation_id: "con_2", body: "now" }), { created_at: 9000 })),
      {
        type: "history",
        id: "con_1",
        created_at: 1000,
        messages: [message(4, { body: "long ago" })],
        more: true,
      },
    ]);
    expect(bodies(state)).toEqual(["long ago", "now"]);
    expect(state.groups[0]?.more).toBe(true);
  });

  it("begin a second conversation after the first without touching it", () => {
    const state = after([
      start,
      hear(heard(11, message(1))),
      hear(heard(12, message(1, { conversation_id: "con_2", body: "again" }), { created_at: 9000, version: 1 })),
    ]);
    expect(bodies(state)).toEqual(["words 1", "again"]);
    expect(state.conversation?.id).toBe("con_2");
  });
});

describe("what the customer says", () => {
  it("is on screen at once and gives way to the confirmed message", () => {
    const said = after([start, { type: "say", item: pending("a") }]);
    expect(said.outbox.map((item) => item.body)).toEqual(["said a"]);
    const confirmed = after([hear(ack("a", 1))], said);
    expect(confirmed.outbox).toEqual([]);
    expect(bodies(confirmed)).toEqual(["said a"]);
  });

  it("stands there once when the answer comes before the event", () => {
    const state = after([start, { type: "say", item: pending("a") }, hear(ack("a", 1)), hear(heard(11, mine("a", 1)))]);
    expect(bodies(state)).toEqual(["said a"]);
    expect(state.outbox).toEqual([]);
  });

  it("stands there once when the event comes before the answer", () => {
    const state = after([start, { type: "say", item: pending("a") }, hear(heard(11, mine("a", 1))), hear(ack("a", 1))]);
    expect(bodies(state)).toEqual(["said a"]);
    expect(state.outbox).toEqual([]);
  });

  it("takes the server's form of it when the event comes after the answer", () => {
    const card = message(1, {
      client_id: "a",
      sender_kind: "customer",
      kind: "order_card",
      payload: { order_no: "77" },
    });
    const state = after([start, { type: "say", item: pending("a") }, hear(ack("a", 1)), hear(heard(11, card))]);
    expect(state.groups[0]?.items.map((one) => one.kind)).toEqual(["order_card"]);
  });

  it("keeps its order, also when a later one is answered first", () => {
    const state = after([
      start,
      { type: "say", item: pending("b", { at: 5002 }) },
      { type: "say", item: pending("a", { at: 5001 }) },
      { type: "say", item: pending("c", { at: 5003 }) },
    ]);
    expect(state.outbox.map((item) => item.client_id)).toEqual(["a", "b", "c"]);
  });

  it("carries the click on an option as an action beside its words", () => {
    const click = pending("a", { body: "物流进度", payload: { action: "order.logistics:ord_1" } });
    const state = after([start, { type: "say", item: click }, hear(ack("a", 1))]);
    expect(state.groups[0]?.items[0]).toMatchObject({ body: "物流进度", payload: { action: "order.logistics:ord_1" } });
  });

  it("waits again after the connection is lost, and is marked when it is refused for good", () => {
    const flying = after([
      start,
      { type: "say", item: pending("a") },
      { type: "change", client_id: "a", change: { state: "flying" } },
    ]);
    expect(after([{ type: "disconnected" }], flying).outbox[0]?.state).toBe("waiting");
    const refusal: Hears = { type: "refused", client_id: "a", code: "invalid", message: "太长了", retry: false };
    expect(after([hear(refusal)], flying).outbox[0]).toMatchObject({ state: "failed", why: "太长了" });
    const later = after([hear({ ...refusal, code: "rate_limited", retry: true })], flying).outbox[0];
    expect(later?.state).toBe("waiting");
    expect(later?.after).toBeGreaterThan(6000);
  });
});

describe("a snapshot", () => {
  it("brings the conversation and takes away what it already holds from the outbox", () => {
    const state = after([
      { type: "say", item: pending("a") },
      { type: "say", item: pending("b", { at: 5001 }) },
      { type: "snapshot", snapshot: snapshot({ conversation: conversation(), messages: [mine("a", 1), message(2)] }) },
    ]);
    expect(bodies(state)).toEqual(["said a", "words 2"]);
    expect(state.outbox.map((item) => item.client_id)).toEqual(["b"]);
  });

  it("is asked for by a reset, and closes the gap without leaving a hole", () => {
    const before = after([start, hear(heard(11, message(1))), hear(heard(12, message(2)))]);
    const lost = after([hear({ type: "reset", seq: 90 })], before);
    expect(lost.stale).toBe(true);
    const state = after(
      [
        {
          type: "snapshot",
          snapshot: snapshot({
            seq: 90,
            conversation: conversation({ version: 80 }),
            messages: [message(50), message(51)],
          }),
        },
      ],
      lost,
    );
    expect(state.stale).toBe(false);
    expect(state.seq).toBe(90);
    expect(bodies(state)).toEqual(["words 50", "words 51"]);
    expect(state.groups[0]?.more).toBe(true);
  });

  it("that touches what is held keeps the older messages", () => {
    const before = after([start, hear(heard(11, message(1))), hear(heard(12, message(2)))]);
    const state = after(
      [{ type: "snapshot", snapshot: snapshot({ conversation: conversation(), messages: [message(2), message(3)] }) }],
      before,
    );
    expect(bodies(state)).toEqual(["words 1", "words 2", "words 3"]);
  });

  it("of another person leaves nothing of the one before", () => {
    const before = after([
      start,
      hear(heard(11, message(1))),
      { type: "say", item: pending("a") },
      {
        type: "tickets",
        tickets: [{ id: "tic_1", number: 1, title: "退款", state: "open", priority: "normal", updated_at: 1 }],
      },
    ]);
    const state = after([{ type: "snapshot", snapshot: snapshot({ customer_id: "cus_2" }) }], before);
    expect(bodies(state)).toEqual([]);
    expect(state.outbox).toEqual([]);
    expect(state.tickets).toEqual([]);
    expect(state.conversation).toBeNull();
  });
});

describe("the conversation", () => {
  it("is never replaced by an older view of itself", () => {
    const state = after([
      start,
      hear({ type: "conversation", seq: 20, conversation: conversation({ version: 5, state: "active" }) }),
      hear({ type: "conversation", seq: 19, conversation: conversation({ version: 4, state: "queued" }) }),
    ]);
    expect(state.conversation?.state).toBe("active");
  });

  it("shows the place in the queue as it changes, and forgets it once a person is there", () => {
    const queued = after([
      start,
      hear({ type: "conversation", seq: 20, conversation: conversation({ version: 5, state: "queued", position: 3 }) }),
      hear({ type: "queue", conversation_id: "con_1", position: 1, wait_ms: 60_000 }),
      hear({ type: "queue", conversation_id: "con_9", position: 8 }),
    ]);
    expect(queued.conversation).toMatchObject({ position: 1, wait_ms: 60_000 });
    const active = after(
      [hear({ type: "conversation", seq: 21, conversation: conversation({ version: 6, state: "active" }) })],
      queued,
    );
    expect(active.conversation?.position).toBeUndefined();
  });

  it("shows typing for a while, and not after the words are there", () => {
    const typing = after([start, hear({ type: "typing", who: "agent" }, 6000)]);
    expect(typing.typing_until).toBeGreaterThan(6000);
    expect(after([hear(heard(11, message(1)))], typing).typing_until).toBe(0);
  });
});

describe("two tabs", () => {
  it("show what the other one says, once, and do not send it before it had its time", () => {
    const item = pending("a");
    const other = after([start, { type: "overheard", item, now: 6000 }, { type: "overheard", item, now: 6001 }]);
    expect(other.outbox).toHaveLength(1);
    expect(other.outbox[0]?.after).toBeGreaterThan(6000);
    const done = after([hear(heard(11, mine("a", 1))), { type: "overheard", item, now: 6002 }], other);
    expect(done.outbox).toEqual([]);
    expect(bodies(done)).toEqual(["said a"]);
  });

  it("come to the same state, whichever hears the answer and whichever only the event", () => {
    const speaker = after([
      start,
      { type: "say", item: pending("a") },
      hear(ack("a", 1)),
      hear(heard(11, mine("a", 1))),
      hear(heard(12, message(2))),
    ]);
    const listener = after([start, hear(heard(11, mine("a", 1))), hear(heard(12, message(2)))]);
    expect(speaker.groups).toEqual(listener.groups);
    expect(speaker.conversation).toEqual(listener.conversation);
    expect(speaker.outbox).toEqual(listener.outbox);
  });
});

describe("requests", () => {
  const brief = { id: "tic_1", number: 7, title: "退款", state: "open", priority: "normal", updated_at: 100 } as const;
  const entry = (kind: "agent" | "customer") =>
    ({
      id: "e1",
      ticket_id: "tic_1",
      seq: 2,
      kind: "milestone",
      public: true,
      actor: { kind, id: "x" },
      actor_name: "仓库",
      body: "",
      payload: {},
      at: 1,
    }) as const;

  it("are new until they are looked at, unless the customer did it", () => {
    const own = after([start, hear({ type: "request", seq: 11, request: brief, entry: entry("customer") })]);
    expect(own.fresh).toEqual([]);
    const news = after([hear({ type: "request", seq: 12, request: brief, entry: entry("agent") })], own);
    expect(news.fresh).toEqual(["tic_1"]);
  });

  it("never go back to an older state", () => {
    const state = after([
      start,
      hear({ type: "request", seq: 11, request: { ...brief, state: "solved", updated_at: 200 } }),
      hear({ type: "request", seq: 12, request: brief }),
    ]);
    expect(state.tickets[0]?.state).toBe("solved");
  });
});
