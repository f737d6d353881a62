import { describe, expect, it } from "vitest";
import { message } from "../testing";
import { gapBefore, mergeMessages, rejoin } from "./thread";

const seqs = (messages: { seq: number }[]) => messages.map(({ seq }) => seq);

describe("the messages of a thread", () => {
  it("merges by seq, whatever the order, and doubles nothing", () => {
    const held = [message(3), message(4)];
    expect(seqs(mergeMessages(held, [message(5)]))).toEqual([3, 4, 5]);
    expect(seqs(mergeMessages(held, [message(1), message(2), message(3)]))).toEqual([1, 2, 3, 4]);
    expect(mergeMessages(held, [message(4)])).toBe(held);
    expect(mergeMessages(held, [])).toBe(held);
  });

  it("keeps the held object when the same message comes again", () => {
    const held = [message(3)];
    expect(mergeMessages(held, [message(3), message(2)])[1]).toBe(held[0]);
  });

  it("sees a hole before a message, and none after the first load of nothing", () => {
    expect(gapBefore([message(3)], message(4))).toBeUndefined();
    expect(gapBefore([message(3)], message(6))).toBe(3);
    expect(gapBefore([message(3)], message(2))).toBeUndefined();
    expect(gapBefore([], message(9))).toBeUndefined();
  });

  it("joins a fresh page to what is held when they touch, and replaces it when there is a hole", () => {
    const held = { messages: [message(1), message(2), message(3)], hasMore: false };
    const touching = rejoin(held, { messages: [message(3), message(4)], hasMore: true });
    expect(seqs(touching.messages)).toEqual([1, 2, 3, 4]);
    expect(touching.hasMore).toBe(false);
    const apart = rejoin(held, { messages: [message(9)], hasMore: true });
    expect(seqs(apart.messages)).toEqual([9]);
    expect(apart.hasMore).toBe(true);
  });
});
