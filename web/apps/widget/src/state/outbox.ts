// What the customer has said and the server has not yet confirmed. Pure: time comes in as an argument.
//
// One message is on its way at a time, so that a retry can never overtake its predecessor. Sending twice is
// harmless: the server knows the `client_id`. What it must never do is forget.
import type { MessageKind } from "./types";

export interface Pending {
  client_id: string;
  /** Whose word it is: a message is never sent in the name of the next person at this device. */
  customer_id: string;
  kind: MessageKind;
  body: string;
  payload: unknown;
  at: number;
  state: "uploading" | "waiting" | "flying" | "failed";
  /** 0..1 while uploading. */
  progress?: number;
  tries: number;
  /** Not again before this time. */
  after: number;
  /** Why it was refused, in the server's words. */
  why?: string;
}

const MAX_TRIES = 6;
/** Another tab has put it there and is probably sending it already. */
export const FOREIGN_GRACE_MS = 4000;

/** The message to send now, or how long to wait for one, or nothing to do. */
export function nextToSend(outbox: Pending[], now: number): { send: Pending } | { wait_ms: number } | null {
  if (outbox.some((item) => item.state === "flying")) return null;
  const first = outbox.find((item) => item.state === "waiting");
  if (!first) return null;
  return first.after > now ? { wait_ms: first.after - now } : { send: first };
}

export function backoffMs(tries: number, random: number): number {
  const full = Math.min(30_000, 500 * 2 ** Math.min(tries, 10));
  return Math.round(full / 2 + (full / 2) * random);
}

/** Everything in flight may have been lost with the connection: it waits for the next one. */
export const grounded = (outbox: Pending[]): Pending[] =>
  outbox.map((item) => (item.state === "flying" ? { ...item, state: "waiting", after: 0 } : item));

export function refused(item: Pending, retry: boolean, why: string, now: number): Pending {
  const tries = item.tries + 1;
  return retry && tries < MAX_TRIES
    ? { ...item, state: "waiting", tries, after: now + backoffMs(tries, 0.5) }
    : { ...item, state: "failed", tries, why };
}

/** Adds or replaces by `client_id`; the order of saying is kept. */
export function put(outbox: Pending[], item: Pending): Pending[] {
  const others = outbox.filter((other) => other.client_id !== item.client_id);
  return [...others, item].sort((a, b) => a.at - b.at || (a.client_id < b.client_id ? -1 : 1));
}
