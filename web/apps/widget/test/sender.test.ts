// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Failure, type Http } from "../src/state/http";
import { createSender } from "../src/state/sender";
import { openShelf } from "../src/state/storage";
import { createStore } from "../src/state/store";
import type { Says } from "../src/state/types";
import { pending, snapshot } from "./people";

function desk() {
  const store = createStore();
  store.do({ type: "snapshot", snapshot: snapshot() });
  const shelf = openShelf("pk_1");
  const frames: string[] = [];
  const calls: string[] = [];
  const state = { link: "down" as "live" | "polling" | "down", unanswered: 0, broken: false };
  const http = (async (_method: string, _path: string, body: { client_id: string }) => {
    calls.push(body.client_id);
    if (state.broken) throw new Failure("offline", "");
    return { client_id: body.client_id, conversation_id: "con_1", id: `m_${body.client_id}`, seq: calls.length, at: 1 };
  }) as unknown as Http;
  const sender = createSender(store, shelf, http, {
    link: () => state.link,
    frame: (frame: Says) => {
      if (frame.type === "send") frames.push(frame.client_id);
      return true;
    },
    unanswered: () => state.unanswered++,
  });
  const ack = (client_id: string, seq: number) =>
    store.do({
      type: "heard",
      frame: { type: "ack", client_id, conversation_id: "con_1", id: `m_${client_id}`, seq, at: 1 },
      now: Date.now(),
    });
  return { store, shelf, frames, calls, state, sender, ack };
}

describe("the sender", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 10_000 });
    localStorage.clear();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("keeps words on the device while there is no network, and forgets them once they are answered for", () => {
    const { sender, shelf, frames, state, ack } = desk();
    sender.say(pending("a", { at: 1 }));
    sender.say(pending("b", { at: 2 }));
    expect(frames).toEqual([]);
    expect(shelf.all("out:")).toHaveLength(2);
    state.link = "live";
    sender.flush();
    expect(frames).toEqual(["a"]);
    ack("a", 1);
    expect(frames).toEqual(["a", "b"]);
    ack("b", 2);
    expect(shelf.all("out:")).toEqual([]);
  });

  it("sends the same words under the same name again when the connection is lost before the answer", () => {
    const { sender, store, frames, state, ack } = desk();
    state.link = "live";
    sender.say(pending("a"));
    state.link = "down";
    store.do({ type: "disconnected" });
    expect(frames).toEqual(["a"]);
    state.link = "live";
    sender.flush();
    expect(frames).toEqual(["a", "a"]);
    ack("a", 1);
    ack("a", 1);
    expect(store.state.groups[0]?.items).toHaveLength(1);
  });

  it("gives a connection up that does not answer", () => {
    const { sender, state } = desk();
    state.link = "live";
    sender.say(pending("a"));
    vi.advanceTimersByTime(11_000);
    expect(state.unanswered).toBe(0);
    vi.advanceTimersByTime(2000);
    expect(state.unanswered).toBe(1);
  });

  it("waits before it repeats what was refused for a while", () => {
    const { sender, store, frames, state } = desk();
    state.link = "live";
    sender.say(pending("a"));
    store.do({
      type: "heard",
      frame: { type: "refused", client_id: "a", code: "rate_limited", message: "", retry: true },
      now: Date.now(),
    });
    expect(frames).toEqual(["a"]);
    vi.advanceTimersByTime(3000);
    expect(frames).toEqual(["a", "a"]);
  });

  it("uses plain calls where sockets are blocked", async () => {
    const { sender, store, calls, frames, state } = desk();
    state.link = "polling";
    sender.say(pending("a", { at: 1 }));
    sender.say(pending("b", { at: 2 }));
    await vi.runAllTimersAsync();
    expect(frames).toEqual([]);
    expect(calls).toEqual(["a", "b"]);
    expect(store.state.outbox).toEqual([]);
  });

  it("does not carry on the words of whoever used this device before", () => {
    const { sender, store } = desk();
    sender.say(pending("a"));
    store.do({ type: "snapshot", snapshot: snapshot({ customer_id: "cus_2" }) });
    expect(store.state.outbox).toEqual([]);
  });
});
