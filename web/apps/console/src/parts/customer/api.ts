// What is known about a customer: used by the side panel of the inbox and by the pages of customers and orders.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";

export type Customer = Schemas["CustomerView"];
export type Order = Schemas["OrderView"];
export type Visit = Schemas["VisitView"];

export const customerKey = (id: string) => ["customer", id] as const;

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: customerKey(id),
    queryFn: ({ signal }) => request<Customer>("GET", `/customers/${id}`, undefined, { signal }),
  });

/** Each call is written down on the server: who looked at whose number. */
export const revealPhone = (id: string) => request<{ phone: string }>("GET", `/customers/${id}/phone`);

export interface CustomerChange {
  version: number;
  tags?: string[];
  note?: string;
}
export const changeCustomer = (id: string, change: CustomerChange) =>
  request<Customer>("PATCH", `/customers/${id}`, change);

const list = <Item>(id: string, what: string, limit: number) =>
  infiniteQueryOptions({
    queryKey: ["customer-list", id, what],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Item>>("GET", `/customers/${id}/${what}${query({ limit, cursor: pageParam })}`, undefined, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const ordersQuery = (id: string) => list<Order>(id, "orders", 10);
export const ticketsQuery = (id: string) => list<Schemas["TicketBrief"]>(id, "tickets", 10);
export const conversationsOfQuery = (id: string) => list<Schemas["ConversationView"]>(id, "conversations", 10);
export const visitsQuery = (id: string) => list<Visit>(id, "visits", 20);

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ["order", id],
    queryFn: ({ signal }) => request<Order>("GET", `/orders/${id}`, undefined, { signal }),
  });
