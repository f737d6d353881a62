// The short sound for something new. Quiet when the agent wants it quiet, and when he looks at the thread anyway.
import { useLayout } from "./model/layout";
import type { Conversation } from "./model/types";

type Kind = "offer" | "message";

/** Rings for an offer made to me, and for a new customer message in a conversation of mine. */
export const ring = (before: Conversation | undefined, now: Conversation, myId: string) => {
  const kind = alertFor(before, now, myId, isWatching(now.id));
  if (kind && useLayout.getState().sound) play(kind);
};

export const alertFor = (
  before: Conversation | undefined,
  now: Conversation,
  myId: string,
  watching: boolean,
): Kind | undefined => {
  if (now.agent_id !== myId) return undefined;
  if (now.state === "offered") return before?.state === "offered" && before.agent_id === myId ? undefined : "offer";
  const grew = now.unread_agent > (before?.unread_agent ?? 0);
  return grew && now.last_sender === "customer" && !watching ? "message" : undefined;
};

const isWatching = (id: string) => document.hasFocus() && location.pathname === `/inbox/${id}`;

const TONES = {
  offer: [
    [660, 0],
    [880, 0.14],
    [660, 0.28],
    [880, 0.42],
  ],
  message: [
    [740, 0],
    [988, 0.1],
  ],
} as const satisfies Record<Kind, readonly (readonly [number, number])[]>;
const TONE_S = 0.12;
const APART_MS = 1500;

let context: AudioContext | undefined;
let playedAt = 0;

const play = (kind: Kind) => {
  if (typeof AudioContext === "undefined" || Date.now() - playedAt < APART_MS) return;
  playedAt = Date.now();
  // A browser that has seen no click yet refuses sound; the badge and the row still tell.
  context ??= new AudioContext();
  const at = context.currentTime;
  for (const [frequency, start] of TONES[kind]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at + start);
    volume.gain.exponentialRampToValueAtTime(0.08, at + start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + start + TONE_S);
    tone.connect(volume).connect(context.destination);
    tone.start(at + start);
    tone.stop(at + start + TONE_S);
  }
};
