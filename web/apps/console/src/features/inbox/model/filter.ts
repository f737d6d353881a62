// Which conversations a list shows, as it stands in its address.
import type { Conversation, ConversationState } from "./types";

export const BOXES = ["mine", "waiting", "all"] as const;
export type Box = (typeof BOXES)[number];

export const FILTER_STATES = [
  "bot",
  "queued",
  "offered",
  "active",
  "wrapup",
  "ended",
  "offline_message",
] as const satisfies ConversationState[];

export interface Filter {
  box: Box;
  state?: ConversationState;
  group_id?: string;
  agent_id?: string;
  q?: string;
}

/** Whatever an address holds, read as a filter; what is no filter is left out. */
export const filterOf = (search: Record<string, unknown>): Filter => {
  const text = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value : undefined);
  const box = BOXES.find((known) => known === search.box) ?? "mine";
  return {
    box,
    state: FILTER_STATES.find((known) => known === search.state),
    group_id: text(search.group_id),
    agent_id: text(search.agent_id),
    q: text(search.q)?.slice(0, 200),
  };
};

const HELD: ConversationState[] = ["offered", "active", "wrapup"];

/** Whether a conversation stands in the list; the same answer that the server gives. A text search is the server's alone. */
export const belongs = (conversation: Conversation, filter: Filter, myId: string): boolean => {
  const { state, group_id, agent_id } = conversation;
  if (filter.state && filter.state !== state) return false;
  if (filter.group_id && filter.group_id !== group_id) return false;
  if (filter.agent_id && filter.agent_id !== agent_id) return false;
  switch (filter.box) {
    case "mine":
      return agent_id === myId && HELD.includes(state);
    case "waiting":
      return state === "queued";
    case "all":
      return true;
  }
};

/** Those who wait stand in the order of being served; everywhere else the newest activity comes first. */
export const orderIn =
  (box: Box) =>
  (a: Conversation, b: Conversation): number =>
    box === "waiting"
      ? b.priority - a.priority || (a.enqueued_at ?? 0) - (b.enqueued_at ?? 0) || byText(a.id, b.id)
      : b.sort_at - a.sort_at || byText(b.id, a.id);

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
