// The people and groups that every screen names. Small, held whole, patched live.
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { useMemo } from "react";
import { notOlder, type PageOf } from "./cache";
import { request } from "./http";
import { onFrame } from "./live";
import { sessionQuery } from "./session";

export type Agent = Schemas["AgentView"];
export type Group = Schemas["GroupView"];
export type Entry = Schemas["EntryView"];
export type Category = Schemas["CategoryView"];

/** Lists of settings may come as a page or as a plain array; a directory wants all of them. */
const all = async <Item>(path: string, signal: AbortSignal): Promise<Item[]> => {
  const items: Item[] = [];
  let cursor: string | null | undefined;
  do {
    const page: PageOf<Item> | Item[] = await request(
      "GET",
      `${path}?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
      undefined,
      { signal },
    );
    if (Array.isArray(page)) return page;
    items.push(...page.items);
    cursor = page.next;
  } while (cursor && items.length < 5000);
  return items;
};

const list = <Item>(name: string, path: string) =>
  queryOptions({ queryKey: [name], queryFn: ({ signal }) => all<Item>(path, signal), staleTime: 10 * 60_000 });

export const agentsQuery = list<Agent>("agents", "/agents");
export const groupsQuery = list<Group>("groups", "/groups");
export const entriesQuery = list<Entry>("entries", "/entries");
export const categoriesQuery = list<Category>("categories", "/categories");
export const ticketTypesQuery = list<Schemas["TicketTypeView"]>("ticket_types", "/ticket-types");

const useById = <Item extends { id: string }>(items: Item[] | undefined): Map<string, Item> =>
  useMemo(() => new Map((items ?? []).map((item) => [item.id, item])), [items]);

export const useAgents = () => useById(useQuery(agentsQuery).data);
export const useGroups = () => useById(useQuery(groupsQuery).data);
export const useEntries = (enabled = true) => useById(useQuery({ ...entriesQuery, enabled }).data);
export const useCategories = () => useById(useQuery(categoriesQuery).data);

export const connectDirectory = (client: QueryClient) => {
  const put = <Item extends { id: string; version: number }>(key: string, come: Item) =>
    client.setQueryData<Item[]>([key], (held) => {
      if (!held) return held;
      if (!held.some((item) => item.id === come.id)) return [...held, come];
      return held.map((item) => (item.id === come.id ? notOlder(item, come) : item));
    });
  const stops = [
    onFrame("agent", ({ agent }) => {
      put("agents", agent);
      client.setQueryData(sessionQuery.queryKey, (me) =>
        me && me.agent.id === agent.id ? { ...me, agent: notOlder(me.agent, agent) } : me,
      );
    }),
    onFrame("group", ({ group }) => put("groups", group)),
    onFrame("settings", ({ what }) => void client.invalidateQueries({ queryKey: [what] })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};
