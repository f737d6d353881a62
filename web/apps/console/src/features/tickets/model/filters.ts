// What the ticket list shows, as it stands in the address: parsed from anything a person may paste, written back
// as short as possible, and sent to the server as query parameters. A saved view is one of these with a name.
import type { Schemas } from "@yingke/api";

export type TicketState = Schemas["TicketState"];
export type Priority = Schemas["Priority"];
export type TicketSort = "updated" | "created";

export interface TicketSearch {
  q?: string;
  state?: TicketState;
  /** Not solved, closed, withdrawn, cancelled or merged. */
  open?: boolean;
  /** A group's id, or `mine`: those that the reader sits in. */
  group_id?: string;
  /** An agent's id, `me` (so that a shared view means everybody's own), or `none`. */
  agent_id?: string;
  type_id?: string;
  priority?: Priority;
  customer_id?: string;
  order_id?: string;
  /** Only those that came back. */
  rebound?: boolean;
  sort?: TicketSort;
}

/** The reader, as far as a list depends on it. */
export interface Reader {
  id: string;
  group_ids: readonly string[];
}

export const TICKET_STATES = [
  "new",
  "open",
  "pending_customer",
  "on_hold",
  "solved",
  "closed",
  "withdrawn",
  "cancelled",
  "merged",
] as const satisfies readonly TicketState[];

export const OPEN_STATES: readonly TicketState[] = ["new", "open", "pending_customer", "on_hold"];
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const satisfies readonly Priority[];

/** Filters that are shown as a chip each; `q` and `sort` have their own controls. */
export const FILTER_KEYS = [
  "open",
  "rebound",
  "state",
  "group_id",
  "agent_id",
  "type_id",
  "priority",
  "customer_id",
  "order_id",
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

const ID_PREFIX = { group_id: "grp", type_id: "tty", customer_id: "cus", order_id: "ord" } as const;
const MAX_WORDS = 100;

/** Reads the address. What is not understood is dropped, so that an old or mistyped link still opens a list. */
export function parseSearch(raw: Record<string, unknown>): TicketSearch {
  const search: TicketSearch = {};
  const q = words(raw.q);
  if (q) search.q = q;
  if (isOneOf(raw.state, TICKET_STATES)) search.state = raw.state;
  if (isYes(raw.open)) search.open = true;
  if (isYes(raw.rebound)) search.rebound = true;
  if (isOneOf(raw.priority, PRIORITIES)) search.priority = raw.priority;
  if (raw.agent_id === "me" || raw.agent_id === "none" || isId(raw.agent_id, "agt")) {
    search.agent_id = raw.agent_id as string;
  }
  if (raw.group_id === "mine") search.group_id = "mine";
  for (const [key, prefix] of Object.entries(ID_PREFIX) as [keyof typeof ID_PREFIX, string][]) {
    if (isId(raw[key], prefix)) search[key] = raw[key] as string;
  }
  if (raw.sort === "created" || raw.sort === "updated") search.sort = raw.sort;
  // A single state says more than "open" does.
  if (search.state) delete search.open;
  if (search.sort === "updated") delete search.sort;
  return search;
}

/** The query of `GET /tickets`; the server knows what `me` and `mine` mean. */
export function toQuery(search: TicketSearch): Record<string, string | boolean> {
  const query: Record<string, string | boolean> = {};
  for (const key of FILTER_KEYS) {
    const value = search[key];
    if (value !== undefined) query[key] = value;
  }
  if (search.q) query.q = search.q;
  query.sort = search.sort ?? "updated";
  return query;
}

/** Another value for one filter; `undefined` takes the chip away. */
export function withFilter(search: TicketSearch, change: Partial<TicketSearch>): TicketSearch {
  const next: Record<string, unknown> = { ...search, ...change };
  // The two filters answer the same question: the one touched last wins.
  if (change.open) delete next.state;
  return parseSearch(next);
}

export const activeFilters = (search: TicketSearch): FilterKey[] =>
  FILTER_KEYS.filter((key) => search[key] !== undefined);

/** Same list? Order of keys does not matter, the sort does. */
export function sameSearch(a: TicketSearch, b: TicketSearch): boolean {
  return canonical(a) === canonical(b);
}

export const canonical = (search: TicketSearch): string => {
  const parsed = parseSearch({ ...search });
  return JSON.stringify(
    Object.keys(parsed)
      .sort()
      .map((key) => [key, parsed[key as keyof TicketSearch]]),
  );
};

/** Does a ticket that just changed belong on this list? `undefined` where only the server can tell (words). */
export function belongs(search: TicketSearch, ticket: Schemas["TicketView"], me: Reader): boolean | undefined {
  if (search.open && !OPEN_STATES.includes(ticket.state)) return false;
  if (search.state && ticket.state !== search.state) return false;
  if (search.rebound && ticket.rebound_count === 0) return false;
  if (search.group_id && !inGroup(search.group_id, ticket.group_id ?? undefined, me)) return false;
  if (search.agent_id && !isHeldBy(search.agent_id, ticket.agent_id ?? undefined, me)) return false;
  if (search.type_id && ticket.type_id !== search.type_id) return false;
  if (search.priority && ticket.priority !== search.priority) return false;
  if (search.customer_id && ticket.customer?.id !== search.customer_id) return false;
  // The row names one order, the server knows all that are linked.
  if (search.order_id && ticket.order_id !== search.order_id) return undefined;
  return search.q ? undefined : true;
}

function inGroup(wanted: string, group: string | undefined, me: Reader): boolean {
  if (wanted === "mine") return group !== undefined && me.group_ids.includes(group);
  return group === wanted;
}

function isHeldBy(wanted: string, agent: string | undefined, me: Reader): boolean {
  if (wanted === "none") return agent === undefined;
  return agent === (wanted === "me" ? me.id : wanted);
}

const isYes = (value: unknown): boolean => value === true || value === "true" || value === 1;

function words(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim().slice(0, MAX_WORDS) : "";
}

function isOneOf<T extends string>(value: unknown, list: readonly T[]): value is T {
  return typeof value === "string" && (list as readonly string[]).includes(value);
}

const isId = (value: unknown, prefix: string): boolean =>
  typeof value === "string" && new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(value);
