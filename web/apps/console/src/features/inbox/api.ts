import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import type { Filter } from "./model/filter";
import { rejoin, type Thread } from "./model/thread";
import type { Conversation, Message, Script } from "./model/types";

const PAGE = 50;
const MESSAGES = 60;

export const conversationsKey = (filter: Filter) => ["conversations", filter] as const;

export const conversationsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: conversationsKey(filter),
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Conversation>>(
        "GET",
        `/conversations${query({ ...filter, limit: PAGE, cursor: pageParam })}`,
        undefined,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Offers that ring for me now, on whatever screen I am. */
export const offersQuery = (myId: string) =>
  queryOptions({
    queryKey: ["offers", myId],
    queryFn: async ({ signal }) => {
      const page = await request<PageOf<Conversation>>(
        "GET",
        `/conversations${query({ box: "mine", state: "offered", limit: 20 })}`,
        undefined,
        { signal },
      );
      return page.items;
    },
  });

export const countsKey = ["conversation-counts"] as const;
export const countsQuery = queryOptions({
  queryKey: countsKey,
  queryFn: ({ signal }) => request<Schemas["InboxCounts"]>("GET", "/conversations/counts", undefined, { signal }),
});

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversation", id],
    queryFn: ({ signal }) => request<Conversation>("GET", `/conversations/${id}`, undefined, { signal }),
  });

interface MessagesPage {
  items: Message[];
  seq: number;
  has_more: boolean;
}

const messages = (id: string, range: { before?: number; after?: number; limit?: number }, signal?: AbortSignal) =>
  request<MessagesPage>("GET", `/conversations/${id}/messages${query({ limit: MESSAGES, ...range })}`, undefined, {
    signal,
  });

export const threadKey = (id: string) => ["thread", id] as const;

export const threadQuery = (id: string, client: QueryClient) =>
  queryOptions({
    queryKey: threadKey(id),
    queryFn: async ({ signal }): Promise<Thread> => {
      const page = await messages(id, {}, signal);
      return rejoin(client.getQueryData<Thread>(threadKey(id)), { messages: page.items, hasMore: page.has_more });
    },
    // Frames keep it fresh while it is watched; when it is opened again something may have been missed.
    staleTime: 0,
  });

export const olderMessages = (id: string, before: number) => messages(id, { before });
/** Everything after a seq, page by page; used to close a gap. */
export const laterMessages = async (id: string, after: number): Promise<Message[]> => {
  const found: Message[] = [];
  let from = after;
  for (let page = 0; page < 20; page += 1) {
    const { items, has_more } = await messages(id, { after: from, limit: 100 });
    found.push(...items);
    const last = items.at(-1);
    if (!has_more || !last) break;
    from = last.seq;
  }
  return found;
};

export const sendMessage = (id: string, body: Schemas["SendMessage"]) =>
  request<Schemas["SentMessage"]>("POST", `/conversations/${id}/messages`, body);

export const accept = (id: string) => request<Conversation | undefined>("POST", `/conversations/${id}/acceptance`);
export const decline = (id: string) => request<Conversation | undefined>("DELETE", `/conversations/${id}/acceptance`);
export const markRead = (id: string, seq: number) => request<void>("PUT", `/conversations/${id}/read`, { seq });

export interface Transfer {
  agent_id?: string;
  group_id?: string;
  reason: string;
}
export const transfer = (id: string, body: Transfer) =>
  request<Conversation | undefined>("POST", `/conversations/${id}/transfer`, body);

export const closureDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ["closure-draft", id],
    queryFn: ({ signal }) =>
      request<Schemas["ClosureDraft"]>("GET", `/conversations/${id}/closure-draft`, undefined, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
export const end = (id: string, categoryId: string | undefined) =>
  request<Conversation | undefined>("POST", `/conversations/${id}/closure`, { category_id: categoryId });

export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["decisions", id],
    queryFn: async ({ signal }) => {
      const found = await request<PageOf<Schemas["DecisionView"]> | Schemas["DecisionView"][]>(
        "GET",
        `/conversations/${id}/decisions`,
        undefined,
        { signal },
      );
      return Array.isArray(found) ? found : found.items;
    },
    staleTime: 0,
  });

const itemsOf = <Item>(found: PageOf<Item> | Item[]): Item[] => (Array.isArray(found) ? found : found.items);

export const scriptsQuery = (q: string) =>
  queryOptions({
    queryKey: ["scripts", q],
    queryFn: async ({ signal }) =>
      itemsOf(
        await request<PageOf<Script> | Script[]>("GET", `/scripts${query({ q, limit: 20 })}`, undefined, { signal }),
      ),
    placeholderData: keepPreviousData,
  });
/** The text as it may be sent now; refused when a fact in it is not valid any more. */
export const renderFacts = (text: string) => request<Schemas["RenderedFacts"]>("POST", "/facts/rendering", { text });
export const usedScript = (id: string) => request<void>("POST", `/scripts/${id}/uses`);

export const productsQuery = (q: string) =>
  queryOptions({
    queryKey: ["products", q],
    queryFn: async ({ signal }) =>
      itemsOf(
        await request<PageOf<Schemas["ProductCard"]> | Schemas["ProductCard"][]>(
          "GET",
          `/products${query({ q, limit: 8 })}`,
          undefined,
          { signal },
        ),
      ),
  });

/** What to know first of a conversation that comes from the bot; it does not change once a person has it. */
export const briefQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversation-brief", id],
    queryFn: ({ signal }) => request<Schemas["BriefView"]>("GET", `/conversations/${id}/brief`, undefined, { signal }),
    staleTime: 30_000,
  });
