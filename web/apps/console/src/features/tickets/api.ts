import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { query, request } from "../../app/http";
import type { TicketPatch } from "./model/conflict";
import { canonical, type TicketSearch, toQuery } from "./model/filters";
import type { Page } from "./model/live";
import { type Entry, withEntries } from "./model/timeline";

export type Ticket = Schemas["TicketView"];
export type Detail = Schemas["TicketDetail"];
export type SavedView = Schemas["SavedView"];

const PAGE = 100;

export const ticketListQuery = (search: TicketSearch) =>
  infiniteQueryOptions({
    queryKey: ["tickets", "list", canonical(search)],
    queryFn: ({ pageParam, signal }) =>
      request<Page>("GET", `/tickets${query({ ...toQuery(search), limit: PAGE, cursor: pageParam })}`, undefined, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: ({ signal }) => request<Detail>("GET", `/tickets/${id}`, undefined, { signal }),
  });

/** The whole timeline, oldest first. */
export const entriesQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket_entries", id],
    queryFn: ({ signal }) => readEntries(id, 0, signal),
  });

const ENTRIES_MOST = 10_000;

export async function readEntries(id: string, after: number, signal?: AbortSignal): Promise<Entry[]> {
  let entries: Entry[] = [];
  let last = after;
  while (entries.length < ENTRIES_MOST) {
    const page = await request<{ items: Entry[] }>(
      "GET",
      `/tickets/${id}/entries${query({ after: last || undefined, limit: PAGE })}`,
      undefined,
      { signal },
    );
    entries = withEntries(entries, page.items);
    const end = entries.at(-1)?.seq ?? last;
    if (page.items.length < PAGE || end === last) break;
    last = end;
  }
  return entries;
}

/** After a change of our own: the ticket as it is now, and what was added to its timeline. */
export async function refreshTicket(client: QueryClient, id: string): Promise<void> {
  await Promise.all([client.invalidateQueries({ queryKey: ["ticket", id] }), catchUp(client, id)]);
}

/** Reads what follows the entries that are held. */
export async function catchUp(client: QueryClient, id: string): Promise<void> {
  const key = entriesQuery(id).queryKey;
  const held = client.getQueryData(key);
  if (!held) return;
  const arrived = await readEntries(id, held.at(-1)?.seq ?? 0);
  client.setQueryData(key, (now) => withEntries(now ?? [], arrived));
}

export const patchTicket = (id: string, version: number, patch: TicketPatch) =>
  request<Detail>("PATCH", `/tickets/${id}`, { ...patch, version });

export const replyTo = (id: string, reply: Schemas["TicketReply"]) =>
  request<unknown>("POST", `/tickets/${id}/replies`, reply);

export const commentOn = (id: string, reply: Schemas["TicketReply"]) =>
  request<unknown>("POST", `/tickets/${id}/comments`, reply);

export const finishStep = (id: string, done: Schemas["FinishStep"]) =>
  request<unknown>("POST", `/tickets/${id}/milestones`, done);

export interface TransferTo {
  agent_id?: string;
  group_id?: string;
  reason: string;
}
export const transferTicket = (id: string, to: TransferTo) => request<unknown>("POST", `/tickets/${id}/transfer`, to);

export const linkOrder = (id: string, order_id: string, line_nos: number[] = []) =>
  request<unknown>("POST", `/tickets/${id}/orders`, { order_id, line_nos });

export const unlinkOrder = (id: string, orderId: string) =>
  request<unknown>("DELETE", `/tickets/${id}/orders/${orderId}`);

export const viewsQuery = queryOptions({
  queryKey: ["views", "tickets"],
  queryFn: async ({ signal }) => {
    const body = await request<SavedView[] | { items: SavedView[] }>("GET", "/views?target=tickets", undefined, {
      signal,
    });
    return Array.isArray(body) ? body : body.items;
  },
});

export interface SaveView {
  name: string;
  target: "tickets";
  filter: TicketSearch;
  shared: boolean;
}
export const createView = (view: SaveView) => request<SavedView>("POST", "/views", view);
export const updateView = (id: string, change: Partial<SaveView>) =>
  request<SavedView>("PATCH", `/views/${id}`, change);
export const deleteView = (id: string) => request<void>("DELETE", `/views/${id}`);

export const countQuery = (search: TicketSearch) =>
  queryOptions({
    queryKey: ["tickets", "count", canonical({ ...search, sort: undefined })],
    queryFn: async ({ signal }) => {
      const { sort: _sort, ...filter } = toQuery(search);
      const body = await request<{ total: number }>("GET", `/tickets/counts${query(filter)}`, undefined, { signal });
      return body.total;
    },
  });
