// What was sent here and is not yet known to have arrived. It survives a reload: an accepted word is never lost, and
// sending it again does no harm, because the server knows it by its client id.
import { userStore } from "../../../app/userStore";
import type { Message, MessageKind } from "./types";

export interface Outgoing {
  clientId: string;
  conversationId: string;
  senderId: string;
  senderName: string;
  kind: MessageKind;
  body: string;
  payload?: unknown;
  internal: boolean;
  mentions: string[];
  /** Why it goes although the guard holds it back. */
  overrideReason?: string;
  at: number;
  state: "sending" | "failed";
  /** Why it failed, in words for people. */
  problem?: string;
}

interface Outbox {
  items: Outgoing[];
}

export const useOutbox = userStore<Outbox>("outbox", () => ({ items: [] }));

export const addOutgoing = (item: Outgoing) => useOutbox.setState(({ items }) => ({ items: [...items, item] }));

export const markOutgoing = (clientId: string, change: Pick<Outgoing, "state" | "problem">) =>
  useOutbox.setState(({ items }) => ({
    items: items.map((item) => (item.clientId === clientId ? { ...item, ...change } : item)),
  }));

export const removeOutgoing = (clientIds: string[]) =>
  useOutbox.setState(({ items }) =>
    items.some((item) => clientIds.includes(item.clientId))
      ? { items: items.filter((item) => !clientIds.includes(item.clientId)) }
      : { items },
  );

export const outgoingOf = (items: Outgoing[], conversationId: string): Outgoing[] =>
  items.filter((item) => item.conversationId === conversationId);

/** The message as the server will show it, built from its answer before the live frame comes. */
export const arrived = (item: Outgoing, sent: { id: string; seq: number; at: number }): Message => ({
  id: sent.id,
  conversation_id: item.conversationId,
  seq: sent.seq,
  client_id: item.clientId,
  sender_kind: "agent",
  sender_id: item.senderId,
  sender_name: item.senderName,
  kind: item.kind,
  internal: item.internal,
  body: item.body,
  payload: item.payload,
  at: sent.at,
});
