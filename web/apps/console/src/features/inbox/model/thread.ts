// The messages of one conversation as they are held: oldest first, gapless from the first loaded one on.
import type { Message } from "./types";

export interface Thread {
  messages: Message[];
  /** Older ones can be loaded. */
  hasMore: boolean;
}

/** Puts messages where their seq says; one that is held already stays the same object. */
export const mergeMessages = (held: Message[], come: Message[]): Message[] => {
  if (come.length === 0) return held;
  const last = held.at(-1)?.seq ?? Number.NEGATIVE_INFINITY;
  if (come.every((message, at) => message.seq > (at === 0 ? last : (come[at - 1]?.seq ?? last)))) {
    return [...held, ...come];
  }
  const bySeq = new Map(held.map((message) => [message.seq, message]));
  let added = false;
  for (const message of come) {
    if (bySeq.has(message.seq)) continue;
    bySeq.set(message.seq, message);
    added = true;
  }
  return added ? [...bySeq.values()].sort((a, b) => a.seq - b.seq) : held;
};

/** The seq after which something is missing, when this message cannot follow directly. */
export const gapBefore = (held: Message[], come: Message): number | undefined => {
  const last = held.at(-1);
  return last && come.seq > last.seq + 1 ? last.seq : undefined;
};

/** After a reset: the newest page joins what is held when they touch, and replaces it when there is a hole. */
export const rejoin = (held: Thread | undefined, newest: Thread): Thread => {
  const last = held?.messages.at(-1);
  const first = newest.messages[0];
  if (!held || !last || !first || first.seq > last.seq + 1) return newest;
  return { messages: mergeMessages(held.messages, newest.messages), hasMore: held.hasMore };
};
