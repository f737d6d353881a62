import { describe, expect, it } from "vitest";
import { message } from "../testing";
import type { Outgoing } from "./outgoing";
import { type Row, type RowsInput, threadRows } from "./rows";
import type { Message } from "./types";

const DAY = 86_400_000;
const rowsOf = (messages: Message[], change: Partial<RowsInput> = {}): Row[] =>
  threadRows({
    messages,
    outgoing: [],
    foldBot: true,
    openFolds: new Set(),
    dayOf: (at) => String(Math.floor(at / DAY)),
    ...change,
  });

const bot = (seq: number) => message(seq, { sender_kind: "bot", sender_id: undefined });
const agent = (seq: number, change: Partial<Message> = {}) =>
  message(seq, { sender_kind: "agent", sender_id: "agt_me", ...change });
const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  clientId: "mine",
  conversationId: "con_1",
  senderId: "agt_me",
  senderName: "小彤",
  kind: "text",
  body: "好的",
  internal: false,
  mentions: [],
  at: 9000,
  state: "sending",
  ...change,
});
const shape = (rows: Row[]) =>
  rows.map((row) =>
    row.type === "message" || row.type === "outgoing" ? `${row.head ? "(" : "-"}${row.tail ? ")" : "-"}` : row.type,
  );

describe("the rows of a thread", () => {
  it("groups neighbours of one sender within minutes", () => {
    expect(shape(rowsOf([message(1), message(2), agent(3), message(4)]))).toEqual(["(-", "-)", "()", "()"]);
    const late = message(2, { at: message(1).at + 6 * 60_000 });
    expect(shape(rowsOf([message(1), late]))).toEqual(["()", "()"]);
  });

  it("does not group a note with a reply of the same agent", () => {
    expect(shape(rowsOf([agent(1), agent(2, { internal: true })]))).toEqual(["()", "()"]);
  });

  it("begins each day once, and a new group with it", () => {
    const rows = rowsOf([message(1, { at: DAY - 1 }), message(2, { at: DAY + 1 }), message(3, { at: DAY + 2 })]);
    expect(rows.map((row) => row.day)).toEqual([DAY - 1, DAY + 1, undefined]);
    expect(shape(rows)).toEqual(["()", "(-", "-)"]);
  });

  it("keeps the key of the first row of a day when older messages come in above", () => {
    const before = rowsOf([message(5), message(6)]);
    const after = rowsOf([message(4), message(5), message(6)]);
    expect(after.slice(1).map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  });

  it("marks once where the new ones begin, and never before an own message", () => {
    const rows = rowsOf([message(1), agent(2), message(3), message(4)], { lookedSeq: 1 });
    expect(rows.map((row) => Boolean(row.isNew))).toEqual([false, false, true, false]);
    expect(rowsOf([message(1)], {}).some((row) => row.isNew)).toBe(false);
  });

  it("folds what was said to the bot and tells what the customer asked", () => {
    const rows = rowsOf([
      message(1, { body: "物流" }),
      bot(2),
      message(3, { body: "转人工" }),
      bot(4),
      agent(5),
      message(6),
    ]);
    expect(rows[0]).toMatchObject({ type: "fold", count: 4, questions: ["物流", "转人工"], open: false });
    expect(rows).toHaveLength(3);
  });

  it("opens a fold on demand and shows every message", () => {
    const messages = [message(1), bot(2), message(3), bot(4), agent(5)];
    const key = rowsOf(messages)[0]?.key ?? "";
    const rows = rowsOf(messages, { openFolds: new Set([key]) });
    expect(rows[0]).toMatchObject({ type: "fold", open: true });
    expect(rows).toHaveLength(6);
  });

  it("leaves the last words in sight while nobody has come yet", () => {
    const rows = rowsOf([message(1), bot(2), message(3), bot(4), message(5), bot(6)]);
    expect(rows[0]).toMatchObject({ type: "fold", count: 4 });
    expect(rows.slice(1).map((row) => row.type === "message" && row.message.seq)).toEqual([5, 6]);
  });

  it("does not fold while the bot is talking", () => {
    expect(rowsOf([message(1), bot(2), message(3), bot(4), agent(5)], { foldBot: false })).toHaveLength(5);
  });

  it("shows an outgoing message at the end until it has arrived, under the same key", () => {
    const sending = rowsOf([message(1)], { outgoing: [outgoing()] });
    expect(sending.at(-1)).toMatchObject({ type: "outgoing", key: "mine" });
    const there = rowsOf([message(1), agent(2, { client_id: "mine" })], { outgoing: [outgoing()] });
    expect(there.map(({ key }) => key)).toEqual(["msg_1", "mine"]);
    expect(there.at(-1)?.type).toBe("message");
  });

  it("shows events as thin lines that end a group", () => {
    const notice = message(2, { sender_kind: "system", kind: "notice" });
    expect(shape(rowsOf([message(1), notice, message(3)]))).toEqual(["()", "event", "()"]);
  });

  it("takes ten thousand messages in its stride", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => (at % 2 ? agent(at + 1) : message(at + 1)));
    const from = performance.now();
    expect(rowsOf(many)).toHaveLength(10_000);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
