// How live frames change what the inbox holds.
import type { QueryClient } from "@tanstack/react-query";
import { find, type Pages, patchPages } from "../../app/cache";
import { onFrame } from "../../app/live";
import { currentMe } from "../../app/session";
import { ring } from "./alert";
import { countsKey, laterMessages, threadKey } from "./api";
import { resumeOutbox } from "./deliver";
import { heldAnywhere, putMessages } from "./held";
import { belongs, type Filter, orderIn } from "./model/filter";
import { sawTyping, sawViewers, typingEnded } from "./model/moments";
import { removeOutgoing } from "./model/outgoing";
import { gapBefore, type Thread } from "./model/thread";
import type { Conversation, Message } from "./model/types";

export const connectInbox = (client: QueryClient): (() => void) => {
  const stops = [
    onFrame("conversation", ({ conversation }) => applyConversation(client, conversation)),
    onFrame("message", ({ message, conversation }) => {
      applyMessage(client, message);
      applyConversation(client, conversation);
    }),
    onFrame("typing", ({ conversation_id, who }) => {
      const me = currentMe()?.agent.id;
      if (typeof who === "object" && who.agent.agent_id === me) return;
      sawTyping(conversation_id, who);
    }),
    onFrame("viewers", ({ conversation_id, agent_ids }) => sawViewers(conversation_id, agent_ids)),
  ];
  resumeOutbox(client);
  return () => {
    for (const stop of stops) stop();
  };
};

/** One view, everywhere it is held: the head of the thread, every list, the offers, the numbers on the tabs. */
export const applyConversation = (client: QueryClient, come: Conversation) => {
  const myId = currentMe()?.agent.id ?? "";
  const held = client.getQueryData<Conversation>(["conversation", come.id]);
  if (held && held.version >= come.version) return;
  ring(heldAnywhere(client, come.id), come, myId);
  client.setQueryData<Conversation>(["conversation", come.id], come);

  for (const query of client.getQueryCache().findAll({ queryKey: ["conversations"] })) {
    const filter = query.queryKey[1] as Filter;
    client.setQueryData<Pages<Conversation>>(query.queryKey, (pages) => {
      if (!pages) return pages;
      // Only the server can tell whether a text search finds it; what is found stays and is kept fresh.
      const fits = filter.q ? find(pages, come.id) !== undefined : belongs(come, filter, myId);
      return patchPages(pages, come, { belongs: () => fits, order: orderIn(filter.box) });
    });
  }
  client.setQueryData<Conversation[]>(["offers", myId], (offers) => {
    if (!offers) return offers;
    const others = offers.filter(({ id }) => id !== come.id);
    return come.state === "offered" && come.agent_id === myId ? [...others, come] : others;
  });
  refreshCounts(client);
  expectMessages(client, come);
};

const MESSAGES_FOLLOW_MS = 400;

/**
 * A view that knows more messages than the open thread: usually they are right behind it. After a lost connection they
 * may have passed before the thread was watched again; then they are fetched.
 */
const expectMessages = (client: QueryClient, { id, last_seq }: Conversation) => {
  const behind = () => {
    const last = client.getQueryData<Thread>(threadKey(id))?.messages.at(-1)?.seq;
    return last !== undefined && last < last_seq ? last : undefined;
  };
  if (behind() === undefined) return;
  setTimeout(() => {
    const last = behind();
    if (last !== undefined) void closeGap(client, id, last);
  }, MESSAGES_FOLLOW_MS);
};

export const applyMessage = (client: QueryClient, message: Message) => {
  const key = threadKey(message.conversation_id);
  const thread = client.getQueryData<Thread>(key);
  if (message.sender_kind === "customer") typingEnded(message.conversation_id);
  if (thread) {
    const gap = gapBefore(thread.messages, message);
    if (gap === undefined) putMessages(client, message.conversation_id, [message]);
    else void closeGap(client, message.conversation_id, gap);
  }
  if (message.client_id) removeOutgoing([message.client_id]);
};

const closing = new Set<string>();

const closeGap = async (client: QueryClient, conversationId: string, after: number) => {
  if (closing.has(conversationId)) return;
  closing.add(conversationId);
  try {
    putMessages(client, conversationId, await laterMessages(conversationId, after));
  } catch {
    // The whole thread is read again, which shows its own error with a way to retry.
    await client.invalidateQueries({ queryKey: threadKey(conversationId) });
  } finally {
    closing.delete(conversationId);
  }
};

const COUNTS_PAUSE_MS = 800;
const counting = new Set<QueryClient>();

/** The server keeps the numbers; a busy second asks for them once. */
const refreshCounts = (client: QueryClient) => {
  if (counting.has(client)) return;
  counting.add(client);
  setTimeout(() => {
    counting.delete(client);
    void client.invalidateQueries({ queryKey: countsKey });
  }, COUNTS_PAUSE_MS);
};

/** After an own action the answer may be the new view, or nothing; then it is read again. */
export const applyAnswer = (client: QueryClient, id: string, answer: Conversation | undefined) => {
  if (answer?.id) applyConversation(client, answer);
  else void client.invalidateQueries({ queryKey: ["conversation", id] });
};
