// @vitest-environment happy-dom
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Pages } from "../../app/cache";
import { queryClient } from "../../app/client";
import { openUserStores } from "../../app/userStore";
import { alertFor } from "./alert";
import { conversationsKey, threadKey } from "./api";
import { applyConversation, applyMessage } from "./live";
import { addOutgoing, useOutbox } from "./model/outgoing";
import type { Thread } from "./model/thread";
import type { Conversation } from "./model/types";
import { conversation, message } from "./testing";

const client = new QueryClient();
const mine = conversationsKey({ box: "mine" });
const waiting = conversationsKey({ box: "waiting" });
const hold = (key: readonly unknown[], ...items: Conversation[]) =>
  client.setQueryData<Pages<Conversation>>(key, { pages: [{ items, seq: 1 }], pageParams: [undefined] });
const ids = (key: readonly unknown[]) =>
  client.getQueryData<Pages<Conversation>>(key)?.pages.flatMap((page) => page.items.map(({ id }) => id));
const thread = () => client.getQueryData<Thread>(threadKey("con_1"))?.messages.map(({ seq }) => seq);

beforeEach(() => {
  client.clear();
  localStorage.clear();
  openUserStores("agt_me");
  useOutbox.setState({ items: [] });
  queryClient.setQueryData(["session"], { agent: { id: "agt_me" }, permissions: [] });
  vi.restoreAllMocks();
});

describe("a conversation frame", () => {
  it("moves a conversation from the waiting list into mine when I take it", () => {
    const queued = conversation({ state: "queued", agent_id: null });
    hold(mine);
    hold(waiting, queued);
    applyConversation(client, conversation({ version: 2 }));
    expect(ids(mine)).toEqual(["con_1"]);
    expect(ids(waiting)).toEqual([]);
  });

  it("changes nothing when it is older than what is held", () => {
    hold(mine, conversation({ version: 5, last_preview: "新的" }));
    client.setQueryData(["conversation", "con_1"], conversation({ version: 5 }));
    applyConversation(client, conversation({ version: 4, state: "ended" }));
    expect(ids(mine)).toEqual(["con_1"]);
    expect(client.getQueryData<Conversation>(["conversation", "con_1"])?.state).toBe("active");
  });

  it("leaves the result of a text search to the server, but keeps its rows fresh", () => {
    const found = conversationsKey({ box: "all", q: "鹿" });
    hold(found, conversation());
    applyConversation(client, conversation({ version: 2, last_preview: "换了" }));
    applyConversation(client, conversation({ id: "con_2", version: 1 }));
    expect(ids(found)).toEqual(["con_1"]);
    expect(client.getQueryData<Pages<Conversation>>(found)?.pages[0]?.items[0]?.last_preview).toBe("换了");
  });

  it("fetches the messages that it knows of and the open thread does not have", async () => {
    const fetched = vi
      .spyOn(globalThis, "fetch")
      .mockImplementation(async () => new Response(JSON.stringify({ items: [message(2)], seq: 9, has_more: false })));
    client.setQueryData<Thread>(threadKey("con_1"), { messages: [message(1)], hasMore: false });
    applyConversation(client, conversation({ version: 2, last_seq: 2 }));
    await vi.waitFor(() => expect(thread()).toEqual([1, 2]));
    expect(String(fetched.mock.calls[0]?.[0])).toContain("after=1");
  });

  it("brings an offer while it is mine and takes it away afterwards", () => {
    client.setQueryData(["offers", "agt_me"], []);
    applyConversation(client, conversation({ state: "offered", version: 2 }));
    expect(client.getQueryData<Conversation[]>(["offers", "agt_me"])).toHaveLength(1);
    applyConversation(client, conversation({ state: "queued", agent_id: null, version: 3 }));
    expect(client.getQueryData<Conversation[]>(["offers", "agt_me"])).toHaveLength(0);
  });
});

describe("a message frame", () => {
  it("is put in once, and the outgoing one that it answers goes", () => {
    client.setQueryData<Thread>(threadKey("con_1"), { messages: [message(1)], hasMore: false });
    addOutgoing({
      clientId: "mine",
      conversationId: "con_1",
      senderId: "agt_me",
      senderName: "小彤",
      kind: "text",
      body: "好",
      internal: false,
      mentions: [],
      at: 1,
      state: "sending",
    });
    const come = message(2, { client_id: "mine", sender_kind: "agent", sender_id: "agt_me" });
    applyMessage(client, come);
    applyMessage(client, come);
    expect(thread()).toEqual([1, 2]);
    expect(useOutbox.getState().items).toEqual([]);
  });

  it("fetches what is missing before it instead of leaving a hole", async () => {
    const missing = [message(2), message(3), message(4)];
    const fetched = vi
      .spyOn(globalThis, "fetch")
      .mockImplementation(async () => new Response(JSON.stringify({ items: missing, seq: 9, has_more: false })));
    client.setQueryData<Thread>(threadKey("con_1"), { messages: [message(1)], hasMore: false });
    applyMessage(client, message(4));
    await vi.waitFor(() => expect(thread()).toEqual([1, 2, 3, 4]));
    expect(String(fetched.mock.calls[0]?.[0])).toContain("after=1");
  });

  it("does nothing for a thread that is not open", () => {
    applyMessage(client, message(1));
    expect(thread()).toBeUndefined();
  });
});

describe("the sound", () => {
  const before = conversation();
  const more = conversation({ unread_agent: 1, version: 2 });

  it("rings for a new customer message of mine that I am not looking at", () => {
    expect(alertFor(before, more, "agt_me", false)).toBe("message");
    expect(alertFor(before, more, "agt_me", true)).toBeUndefined();
    expect(alertFor(before, more, "agt_other", false)).toBeUndefined();
    expect(alertFor(more, more, "agt_me", false)).toBeUndefined();
  });

  it("rings once for an offer", () => {
    const offer = conversation({ state: "offered" });
    expect(alertFor(undefined, offer, "agt_me", false)).toBe("offer");
    expect(alertFor(offer, offer, "agt_me", false)).toBeUndefined();
  });
});
