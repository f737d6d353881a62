import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { PageOf } from "../../app/cache";
import { onFrame } from "../../app/live";
import { type Customer, customerKey, type Visit } from "./api";

/** Frames about customers carry ids, not views: what is held of them is read again; visits come whole. */
export const connectCustomers = (client: QueryClient): (() => void) => {
  const stops = [
    onFrame("customer", ({ customer_id }) => void client.invalidateQueries({ queryKey: customerKey(customer_id) })),
    onFrame("order", ({ customer_id }) => {
      void client.invalidateQueries({ queryKey: ["customer-list", customer_id, "orders"] });
      void client.invalidateQueries({ queryKey: ["order"] });
    }),
    onFrame("ticket", ({ ticket }) => {
      if (!ticket.customer) return;
      void client.invalidateQueries({ queryKey: ["customer-list", ticket.customer.id, "tickets"] });
      if (ticket.order_id) void client.invalidateQueries({ queryKey: ["order", ticket.order_id] });
    }),
    onFrame("visit", ({ customer_id, visit }) =>
      client.setQueryData<InfiniteData<PageOf<Visit>>>(["customer-list", customer_id, "visits"], (held) =>
        withVisit(held, visit),
      ),
    ),
    onFrame("customer_online", ({ customer_id, online }) =>
      client.setQueryData<Customer>(customerKey(customer_id), (held) => (held ? { ...held, online } : held)),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

export const withVisit = (held: InfiniteData<PageOf<Visit>> | undefined, visit: Visit) => {
  const [first, ...rest] = held?.pages ?? [];
  if (!held || !first || first.items.some(({ at, url }) => at === visit.at && url === visit.url)) return held;
  return { ...held, pages: [{ ...first, items: [visit, ...first.items] }, ...rest] };
};
