// What the query cache holds of the inbox, read and written from outside of components.
import type { QueryClient } from "@tanstack/react-query";
import { find, type Pages } from "../../app/cache";
import { threadKey } from "./api";
import { mergeMessages, type Thread } from "./model/thread";
import type { Conversation, Message } from "./model/types";

export const putMessages = (client: QueryClient, conversationId: string, come: Message[]) =>
  client.setQueryData<Thread>(threadKey(conversationId), (thread) =>
    thread ? { ...thread, messages: mergeMessages(thread.messages, come) } : thread,
  );

export const heldAnywhere = (client: QueryClient, id: string): Conversation | undefined => {
  const alone = client.getQueryData<Conversation>(["conversation", id]);
  if (alone) return alone;
  for (const [, pages] of client.getQueriesData<Pages<Conversation>>({ queryKey: ["conversations"] })) {
    const found = pages && find(pages, id);
    if (found) return found;
  }
  return undefined;
};
