// Builders of what the server says, with only what a test cares about spelled out.
import type { Pending } from "../src/state/outbox";
import type { Conversation, Hears, Message, Snapshot } from "../src/state/types";

export const conversation = (change: Partial<Conversation> = {}): Conversation => ({
  id: "con_1",
  state: "bot",
  last_seq: 0,
  agent_read_seq: 0,
  customer_read_seq: 0,
  unread: 0,
  can_rate: false,
  created_at: 1000,
  version: 1,
  ...change,
});

export const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: `msg_${change.conversation_id ?? "con_1"}_${seq}`,
  conversation_id: "con_1",
  seq,
  client_id: `c${seq}`,
  sender_kind: "agent",
  kind: "text",
  body: `words ${seq}`,
  at: 1000 + seq,
  ...change,
});

export const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  seq: 10,
  shop_name: "青木家居",
  greeting: "您好",
  customer_id: "cus_1",
  nickname: "小林",
  anonymous: false,
  locale: "zh-CN",
  orders: [],
  predicted: [],
  human: { open: true, ahead: 0 },
  call_back: true,
  conversation: null,
  messages: [],
  tickets: [],
  ...change,
});

export const pending = (client_id: string, change: Partial<Pending> = {}): Pending => ({
  client_id,
  customer_id: "cus_1",
  kind: "text",
  body: `said ${client_id}`,
  payload: null,
  at: 5000,
  state: "waiting",
  tries: 0,
  after: 0,
  ...change,
});

export const heard = (seq: number, said: Message, of: Partial<Conversation> = {}): Hears => ({
  type: "message",
  seq,
  message: said,
  conversation: conversation({ id: said.conversation_id, last_seq: said.seq, version: seq, ...of }),
});
