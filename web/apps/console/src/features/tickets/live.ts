import type { QueryClient } from "@tanstack/react-query";
import { onFrame } from "../../app/live";
import { catchUp, type Detail, entriesQuery, type Ticket, ticketQuery } from "./api";
import { type Pages, patchPages } from "./model/live";
import { type Entry, hasGap, withEntries } from "./model/timeline";

/** Puts live frames into what the screens hold. */
export const connectTickets = (client: QueryClient) => {
  const stops = [
    onFrame("ticket", ({ ticket }) => put(client, ticket)),
    onFrame("ticket_entry", ({ ticket, entry }) => {
      put(client, ticket);
      append(client, entry);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

type MayLack<Row> = { [Name in keyof Row]-?: object extends Pick<Row, Name> ? Name : never }[keyof Row];
/** What a row leaves out is not there any more. */
const GONE: Record<MayLack<Ticket>, undefined> = {
  customer: undefined,
  order_id: undefined,
  order_no: undefined,
  category_id: undefined,
  group_id: undefined,
  agent_id: undefined,
  rating: undefined,
  solved_at: undefined,
  due_at: undefined,
};

function put(client: QueryClient, ticket: Ticket) {
  client.setQueriesData<Pages>({ queryKey: ["tickets", "list"] }, (held) => held && patchPages(held, ticket));
  const key = ticketQuery(ticket.id).queryKey;
  const held = client.getQueryData<Detail>(key);
  if (!held || held.version >= ticket.version) return;
  // The row says that something changed; fields, links and texts are only in the detail.
  client.setQueryData<Detail>(key, { ...held, ...GONE, ...ticket });
  void client.invalidateQueries({ queryKey: key });
}

function append(client: QueryClient, entry: Entry) {
  const key = entriesQuery(entry.ticket_id).queryKey;
  const held = client.getQueryData<Entry[]>(key);
  if (!held) return;
  const next = withEntries(held, [entry]);
  // When reading fails the timeline is read again as a whole, and shows what went wrong.
  if (hasGap(next)) catchUp(client, entry.ticket_id).catch(() => client.invalidateQueries({ queryKey: key }));
  else client.setQueryData(key, next);
}
