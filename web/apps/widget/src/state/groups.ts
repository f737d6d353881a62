// The messages of a customer across all conversations: one group a conversation, oldest first, each message once.
import type { Message } from "./types";

export interface Group {
  id: string;
  created_at: number;
  /** By `seq`, each once. There may be gaps: notes among colleagues have numbers too, and never come here. */
  items: Message[];
  /** There are older ones on the server. */
  more: boolean;
}

export function addMessages(
  groups: Group[],
  id: string,
  created_at: number,
  messages: Message[],
  more?: boolean,
): Group[] {
  const known = groups.find((group) => group.id === id);
  const group: Group = known ?? { id, created_at, items: [], more: messages.length > 0 && (messages[0]?.seq ?? 0) > 1 };
  const bySeq = new Map(group.items.map((message) => [message.seq, message]));
  for (const message of messages) bySeq.set(message.seq, message);
  const items = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  // The answer to a first message comes before the conversation itself, and knows only its own time.
  const next = { ...group, items, more: more ?? group.more, created_at: Math.min(group.created_at, created_at) };
  return [...groups.filter((other) => other !== known), next].sort((a, b) => a.created_at - b.created_at);
}

/** A snapshot's newest messages. When they do not touch what is held, the old ones go: a hole must not look like history. */
export function renewMessages(groups: Group[], id: string, created_at: number, messages: Message[]): Group[] {
  const first = messages[0]?.seq ?? 0;
  const held = groups.find((group) => group.id === id);
  const touches = held && (held.items.at(-1)?.seq ?? 0) >= first;
  if (held && !touches) groups = groups.filter((group) => group !== held);
  return addMessages(groups, id, created_at, messages, touches ? held.more : first > 1);
}
