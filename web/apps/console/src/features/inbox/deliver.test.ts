// @vitest-environment happy-dom
import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openUserStores } from "../../app/userStore";
import { threadKey } from "./api";
import { resumeOutbox, send, sendAgain } from "./deliver";
import { type Outgoing, useOutbox } from "./model/outgoing";
import type { Thread } from "./model/thread";

const client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
let made = 0;
const outgoing = (change: Partial<Outgoing> = {}): Outgoing => {
  made += 1;
  return {
    clientId: `client_${made}`,
    conversationId: `con_${made}`,
    senderId: "agt_me",
    senderName: "小彤",
    kind: "text",
    body: "好的",
    internal: false,
    mentions: [],
    at: 1,
    state: "sending",
    ...change,
  };
};
const accepted = (item: Outgoing, seq = 1) =>
  new Response(
    JSON.stringify({ client_id: item.clientId, conversation_id: item.conversationId, id: `msg_${seq}`, seq, at: 5 }),
  );
const refused = (status: number, code: string) =>
  new Response(JSON.stringify({ error: { code, message: "先接入会话", request_id: "r" } }), { status });
const bodies = (fetched: { mock: { calls: unknown[][] } }) =>
  fetched.mock.calls.map((call) => (JSON.parse((call[1] as RequestInit).body as string) as { body: string }).body);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  openUserStores("agt_me");
  useOutbox.setState({ items: [] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("an outgoing message", () => {
  it("is shown at once and replaced by what the server stored", async () => {
    const item = outgoing();
    client.setQueryData<Thread>(threadKey(item.conversationId), { messages: [], hasMore: false });
    vi.spyOn(globalThis, "fetch").mockResolvedValue(accepted(item, 7));
    send(client, item);
    expect(useOutbox.getState().items).toHaveLength(1);
    await vi.runAllTimersAsync();
    expect(useOutbox.getState().items).toEqual([]);
    const messages = client.getQueryData<Thread>(threadKey(item.conversationId))?.messages;
    expect(messages).toMatchObject([{ seq: 7, body: "好的", client_id: item.clientId, sender_kind: "agent" }]);
  });

  it("goes again with the same client id after the network failed", async () => {
    const item = outgoing();
    const fetched = vi
      .spyOn(globalThis, "fetch")
      .mockRejectedValueOnce(new TypeError("offline"))
      .mockResolvedValueOnce(refused(503, "busy"))
      .mockResolvedValueOnce(accepted(item));
    send(client, item);
    await vi.runAllTimersAsync();
    expect(fetched).toHaveBeenCalledTimes(3);
    const ids = fetched.mock.calls.map(
      ([, init]) => (JSON.parse(String(init?.body)) as { client_id: string }).client_id,
    );
    expect(new Set(ids)).toEqual(new Set([item.clientId]));
    expect(useOutbox.getState().items).toEqual([]);
  });

  it("stays with its reason when it is refused, and can be sent again", async () => {
    const item = outgoing();
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(refused(409, "wrong_state"));
    send(client, item);
    await vi.runAllTimersAsync();
    expect(useOutbox.getState().items).toMatchObject([{ state: "failed", problem: "先接入会话" }]);
    fetched.mockResolvedValueOnce(accepted(item));
    sendAgain(client, item);
    await vi.runAllTimersAsync();
    expect(useOutbox.getState().items).toEqual([]);
  });

  it("waits for the one before it in the same conversation", async () => {
    const first = outgoing({ body: "一" });
    const second = outgoing({ body: "二", conversationId: first.conversationId });
    const fetched = vi
      .spyOn(globalThis, "fetch")
      .mockRejectedValueOnce(new TypeError("offline"))
      .mockResolvedValueOnce(accepted(first, 1))
      .mockResolvedValueOnce(accepted(second, 2));
    send(client, first);
    send(client, second);
    await vi.runAllTimersAsync();
    expect(bodies(fetched)).toEqual(["一", "一", "二"]);
  });

  it("goes on after a reload", async () => {
    const item = outgoing();
    useOutbox.setState({ items: [item, outgoing({ state: "failed" })] });
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(accepted(item));
    resumeOutbox(client);
    await vi.runAllTimersAsync();
    expect(fetched).toHaveBeenCalledOnce();
    expect(useOutbox.getState().items).toMatchObject([{ state: "failed" }]);
  });
});
