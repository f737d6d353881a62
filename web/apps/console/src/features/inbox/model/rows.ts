// From messages to the rows that a thread draws: days, groups, folded bot talk, the "new" line.
import type { Outgoing } from "./outgoing";
import type { Message } from "./types";

/**
 * What stands above a row belongs to it: a separate row for a day would move when older messages come, and the
 * scroll position could not hold on to it.
 */
interface Above {
  key: string;
  /** The first row of its day. */
  day?: number;
  /** Everything from here on is new since the thread was last looked at. */
  isNew?: boolean;
}

export type Row = Above &
  (
    | { type: "fold"; count: number; questions: string[]; open: boolean }
    | { type: "event"; message: Message }
    | { type: "message"; message: Message; head: boolean; tail: boolean }
    | { type: "outgoing"; outgoing: Outgoing; head: boolean; tail: boolean }
  );

export interface RowsInput {
  messages: Message[];
  outgoing: Outgoing[];
  /** Seq up to which everything was seen when the thread was opened; absent when there is nothing to mark. */
  lookedSeq?: number;
  /** Fold what was said to the bot; not while the bot is still talking. */
  foldBot: boolean;
  openFolds: ReadonlySet<string>;
  /** `YYYY-MM-DD` of a moment, in the person's own time zone. */
  dayOf: (at: number) => string;
}

const GROUP_GAP_MS = 5 * 60_000;
const FOLD_AT_LEAST = 3;
const KEEP_AT_END = 2;

export const threadRows = (input: RowsInput): Row[] => {
  const { messages, outgoing, lookedSeq, openFolds, dayOf } = input;
  const folds = input.foldBot ? botFolds(messages) : [];
  const rows: Row[] = [];
  let day = "";
  let marked = lookedSeq === undefined;
  let fold = 0;

  const above = (at: number): { day?: number } => {
    const today = dayOf(at);
    if (today === day) return {};
    day = today;
    return { day: at };
  };

  for (let at = 0; at < messages.length; at += 1) {
    const message = messages[at];
    if (!message) continue;
    const isNew = !marked && message.seq > (lookedSeq ?? 0) && message.sender_kind !== "agent";
    if (isNew) marked = true;
    const range = folds[fold];
    if (range && at === range.from) {
      fold += 1;
      const open = openFolds.has(range.key);
      const count = range.to - range.from + 1;
      rows.push({ type: "fold", key: range.key, count, questions: range.questions, open, isNew, ...above(message.at) });
      if (!open) {
        const end = messages[range.to];
        if (end) day = dayOf(end.at);
        at = range.to;
        continue;
      }
      rows.push({ ...rowOf(message), ...above(message.at) });
      continue;
    }
    rows.push({ ...rowOf(message), isNew, ...above(message.at) });
  }

  const arrived = new Set(messages.slice(-200).map(({ client_id }) => client_id));
  for (const item of outgoing) {
    if (arrived.has(item.clientId)) continue;
    rows.push({ type: "outgoing", key: item.clientId, outgoing: item, head: true, tail: true, ...above(item.at) });
  }
  return grouped(rows);
};

const rowOf = (message: Message): Row => {
  if (message.kind === "notice" || message.sender_kind === "system") return { type: "event", key: message.id, message };
  // An own message keeps the key it had while it was being sent, so that it does not blink when it arrives.
  const key = message.sender_kind === "agent" && message.client_id ? message.client_id : message.id;
  return { type: "message", key, message, head: true, tail: true };
};

/** Neighbours of one sender within minutes are one group: one name above, one state below. */
const grouped = (rows: Row[]): Row[] => {
  for (let at = 1; at < rows.length; at += 1) {
    const before = rows[at - 1];
    const row = rows[at];
    if (!before || !row || !speaks(before) || !speaks(row)) continue;
    if (row.day !== undefined || row.isNew) continue;
    if (senderOf(before) === senderOf(row) && atOf(row) - atOf(before) < GROUP_GAP_MS) {
      before.tail = false;
      row.head = false;
    }
  }
  return rows;
};

type Speaking = Extract<Row, { type: "message" | "outgoing" }>;
const speaks = (row: Row): row is Speaking => row.type === "message" || row.type === "outgoing";
const atOf = (row: Speaking) => (row.type === "message" ? row.message.at : row.outgoing.at);
const senderOf = (row: Speaking) =>
  row.type === "message"
    ? `${row.message.sender_kind} ${row.message.sender_id ?? ""} ${Boolean(row.message.internal)}`
    : `agent ${row.outgoing.senderId} ${row.outgoing.internal}`;

interface Fold {
  key: string;
  from: number;
  to: number;
  questions: string[];
}

/**
 * Stretches in which the customer talked to the bot: up to the bot's last word before a person came in. In the
 * stretch that still runs, the last few messages stay in sight, because they say what the customer wants now.
 */
const botFolds = (messages: Message[]): Fold[] => {
  const folds: Fold[] = [];
  let from = 0;
  const close = (end: number, running: boolean) => {
    let to = -1;
    for (let at = end - 1; at >= from; at -= 1) {
      if (messages[at]?.sender_kind === "bot") {
        to = at;
        break;
      }
    }
    if (running) to = Math.min(to, end - 1 - KEEP_AT_END);
    const last = messages[to];
    const stretch = messages.slice(from, to + 1);
    if (!last || stretch.length < FOLD_AT_LEAST || !stretch.some((message) => message.sender_kind === "bot")) return;
    const questions = stretch
      .filter((message) => message.sender_kind === "customer" && message.body !== "")
      .map((message) => message.body);
    folds.push({ key: `fold ${last.seq}`, from, to, questions });
  };
  for (const [at, message] of messages.entries()) {
    if (message.sender_kind !== "agent") continue;
    close(at, false);
    from = at + 1;
  }
  close(messages.length, true);
  return folds;
};
