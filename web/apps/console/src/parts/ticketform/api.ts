import { queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { query, request } from "../../app/http";
import type { CreateTicket } from "./newTicketForm";

type Order = Schemas["OrderView"];
interface List<Item> {
  items: Item[];
}

export const orderQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ["order", id],
    queryFn: ({ signal }) => request<Order>("GET", `/orders/${id}`, undefined, { signal }),
    enabled: Boolean(id),
  });

export const customerOrdersQuery = (customerId: string | undefined) =>
  queryOptions({
    queryKey: ["customer_orders_first", customerId],
    queryFn: ({ signal }) =>
      request<List<Order>>("GET", `/customers/${customerId}/orders?limit=20`, undefined, { signal }),
    enabled: Boolean(customerId),
  });

/** By order number or tracking number. */
export const findOrdersQuery = (words: string) =>
  queryOptions({
    queryKey: ["find_orders", words],
    queryFn: ({ signal }) =>
      request<List<Order>>("GET", `/orders${query({ q: words, limit: 10 })}`, undefined, { signal }),
    enabled: words.length >= 3,
  });

export const ticketDraftQuery = (conversationId: string | undefined) =>
  queryOptions({
    queryKey: ["ticket_draft", conversationId],
    queryFn: ({ signal }) =>
      request<CreateTicket>("GET", `/conversations/${conversationId}/ticket-draft`, undefined, { signal }),
    enabled: Boolean(conversationId),
    // The conversation moves on: a draft is made when the form opens.
    staleTime: 0,
    gcTime: 0,
  });

export const createTicket = (ticket: CreateTicket, idempotencyKey: string) =>
  request<Schemas["TicketView"]>("POST", "/tickets", ticket, { idempotencyKey });

export const FILE_MOST_BYTES = 20 * 1024 * 1024;

export const uploadFile = (file: File, signal?: AbortSignal) => {
  const body = new FormData();
  body.append("file", file, file.name || "image.png");
  return request<Schemas["AttachmentView"]>("POST", "/attachments", body, { signal });
};
