// The whole state of the panel as one pure function: what was heard, answered or said goes in, the next state comes
// out. The same news may come twice, from two tabs, or before its cause; the result is the same.
import { addMessages, type Group, renewMessages } from "./groups";
import { FOREIGN_GRACE_MS, grounded, type Pending, put, refused } from "./outbox";
import type { Conversation, Hears, Message, Request, Sent, Snapshot, TicketBrief } from "./types";

export interface State {
  /** Facts about shop and customer; absent until the first session. */
  about: Omit<Snapshot, "seq" | "conversation" | "messages" | "tickets"> | null;
  seq: number;
  /** The server has said that events are missing: read the snapshot again. */
  stale: boolean;
  conversation: Conversation | null;
  groups: Group[];
  tickets: TicketBrief[];
  /** Requests with news that the customer has not looked at. */
  fresh: string[];
  /** The request on screen. */
  request: Request | null;
  /** News came for the request on screen: read it again. */
  request_stale: boolean;
  outbox: Pending[];
  /** Somebody at the other end types, until this time. */
  typing_until: number;
}

export const empty: State = {
  about: null,
  seq: 0,
  stale: false,
  conversation: null,
  groups: [],
  tickets: [],
  fresh: [],
  request: null,
  request_stale: false,
  outbox: [],
  typing_until: 0,
};

export type Action =
  | { type: "snapshot"; snapshot: Snapshot }
  | { type: "heard"; frame: Hears; now: number }
  | { type: "conversation"; conversation: Conversation }
  | { type: "history"; id: string; created_at: number; messages: Message[]; more: boolean }
  | { type: "say"; item: Pending }
  | { type: "change"; client_id: string; change: Partial<Pending> }
  | { type: "forget"; client_id: string }
  /** From another tab of the same customer. */
  | { type: "overheard"; item: Pending; now: number }
  | { type: "sent"; sent: Sent }
  | { type: "disconnected" }
  | { type: "tickets"; tickets: TicketBrief[] }
  | { type: "request"; request: Request | null };

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "snapshot":
      return snapshot(state, action.snapshot);
    case "heard":
      return heard(state, action.frame, action.now);
    case "conversation":
      return withConversation(state, action.conversation);
    case "history":
      return {
        ...state,
        groups: addMessages(state.groups, action.id, action.created_at, action.messages, action.more),
      };
    case "say":
      return isPlaced(state, action.item.client_id) ? state : { ...state, outbox: put(state.outbox, action.item) };
    case "overheard":
      return state.outbox.some((item) => item.client_id === action.item.client_id) ||
        isPlaced(state, action.item.client_id)
        ? state
        : {
            ...state,
            outbox: put(state.outbox, { ...action.item, state: "waiting", after: action.now + FOREIGN_GRACE_MS }),
          };
    case "change":
      return {
        ...state,
        outbox: state.outbox.map((item) =>
          item.client_id === action.client_id ? { ...item, ...action.change } : item,
        ),
      };
    case "forget":
      return { ...state, outbox: without(state.outbox, action.client_id) };
    case "sent":
      return sent(state, action.sent);
    case "disconnected":
      return { ...state, outbox: grounded(state.outbox), typing_until: 0 };
    case "tickets":
      return { ...state, tickets: action.tickets.reduce(withTicket, state.tickets) };
    case "request":
      return withRequest(state, action.request);
  }
}

function heard(state: State, frame: Hears, now: number): State {
  switch (frame.type) {
    case "welcome":
    case "pong":
      return state;
    case "upto":
      return { ...state, seq: Math.max(state.seq, frame.seq) };
    case "reset":
      return { ...state, stale: true };
    case "ack":
      return sent(state, frame);
    case "refused":
      return {
        ...state,
        outbox: state.outbox.map((item) =>
          item.client_id === frame.client_id ? refused(item, frame.retry, frame.message, now) : item,
        ),
      };
    case "conversation":
      return at(frame.seq, withConversation(state, frame.conversation));
    case "message": {
      const { message, conversation } = frame;
      const next = withConversation(state, conversation);
      return at(frame.seq, {
        ...next,
        groups: addMessages(next.groups, message.conversation_id, conversation.created_at, [message]),
        outbox: message.sender_kind === "customer" ? without(next.outbox, message.client_id) : next.outbox,
        typing_until: message.sender_kind === "customer" ? next.typing_until : 0,
      });
    }
    case "request": {
      const { request, entry } = frame;
      const onScreen = state.request?.id === request.id;
      const news = entry && entry.actor.kind !== "customer" && !onScreen && !state.fresh.includes(request.id);
      return at(frame.seq, {
        ...state,
        tickets: withTicket(state.tickets, request),
        fresh: news ? [...state.fresh, request.id] : state.fresh,
        request_stale: state.request_stale || onScreen,
      });
    }
    case "typing":
      return { ...state, typing_until: now + 5000 };
    case "queue": {
      const held = state.conversation;
      if (held?.id !== frame.conversation_id) return state;
      return { ...state, conversation: { ...held, position: frame.position, wait_ms: frame.wait_ms } };
    }
  }
}

function snapshot(state: State, snapshot: Snapshot): State {
  const { seq, conversation, messages, tickets, ...about } = snapshot;
  // Another person at this device: nothing of the one before may stay on screen.
  const same = !state.about || state.about.customer_id === about.customer_id;
  let next: State = same ? state : { ...empty, outbox: state.outbox };
  next = {
    ...next,
    about,
    seq,
    stale: false,
    tickets: tickets.reduce(withTicket, next.tickets),
    outbox: next.outbox.filter((item) => item.customer_id === about.customer_id),
    request_stale: next.request !== null,
  };
  if (!conversation) return next;
  // The server may have been set back to a backup: after a reset its word counts, whatever the version.
  next = state.stale ? { ...next, conversation } : withConversation(next, conversation);
  const mine = new Set(
    messages.filter((message) => message.sender_kind === "customer").map((message) => message.client_id),
  );
  return {
    ...next,
    groups: renewMessages(next.groups, conversation.id, conversation.created_at, messages),
    outbox: next.outbox.filter((item) => !mine.has(item.client_id)),
  };
}

/** Acknowledged: committed on the server. The event with the same message may come before or after. */
function sent(state: State, sent: Sent): State {
  const item = state.outbox.find((item) => item.client_id === sent.client_id);
  if (!item) return state;
  const message: Message = {
    id: sent.id,
    conversation_id: sent.conversation_id,
    seq: sent.seq,
    client_id: sent.client_id,
    sender_kind: "customer",
    kind: item.kind,
    body: item.body,
    payload: item.payload,
    at: sent.at,
  };
  const held = state.groups.find((group) => group.id === sent.conversation_id);
  const known = held?.items.some((other) => other.seq === sent.seq);
  return {
    ...state,
    groups: known
      ? state.groups
      : addMessages(state.groups, sent.conversation_id, sent.at, [message], held?.more ?? sent.seq > 1),
    outbox: without(state.outbox, sent.client_id),
  };
}

function withConversation(state: State, conversation: Conversation): State {
  const held = state.conversation;
  if (
    held && held.id === conversation.id
      ? held.version > conversation.version
      : (held?.created_at ?? 0) > conversation.created_at
  ) {
    return state;
  }
  // `queue` frames carry place and estimate without a version; a view that has none does not take them away.
  const waits = conversation.state === "queued" && held?.id === conversation.id && conversation.position == null;
  return {
    ...state,
    conversation: waits ? { ...conversation, position: held.position, wait_ms: held.wait_ms } : conversation,
  };
}

function withTicket(tickets: TicketBrief[], ticket: TicketBrief): TicketBrief[] {
  const held = tickets.find((other) => other.id === ticket.id);
  if (held && held.updated_at > ticket.updated_at) return tickets;
  return [...tickets.filter((other) => other !== held), ticket].sort((a, b) => b.number - a.number);
}

function withRequest(state: State, request: Request | null): State {
  if (!request) return { ...state, request: null, request_stale: false };
  const held = state.request;
  if (held?.id === request.id && held.version > request.version) return { ...state, request_stale: false };
  return {
    ...state,
    request,
    request_stale: false,
    fresh: state.fresh.filter((id) => id !== request.id),
    tickets: state.tickets.map((ticket) =>
      ticket.id === request.id
        ? { ...ticket, state: request.state, title: request.title, updated_at: request.updated_at }
        : ticket,
    ),
  };
}

const at = (seq: number, state: State): State => ({ ...state, seq: Math.max(state.seq, seq) });
const without = (outbox: Pending[], client_id: string) => outbox.filter((item) => item.client_id !== client_id);
const isPlaced = (state: State, client_id: string) =>
  state.groups.some((group) =>
    group.items.some((message) => message.client_id === client_id && message.sender_kind === "customer"),
  );
