// News of the moment: who types, who looks. Never stored, may be lost, fades by itself.
import type { Schemas } from "@yingke/api";
import { create } from "zustand";

type TypingWho = Schemas["TypingWho"];

export const TYPING_FADES_MS = 5000;

interface Moments {
  typing: Record<string, { who: TypingWho; at: number }>;
  viewers: Record<string, string[]>;
}

export const useMoments = create<Moments>(() => ({ typing: {}, viewers: {} }));

export const sawTyping = (conversationId: string, who: TypingWho, now = Date.now()) =>
  useMoments.setState(({ typing }) => ({ typing: { ...typing, [conversationId]: { who, at: now } } }));

/** A message ends the typing that announced it. */
export const typingEnded = (conversationId: string) =>
  useMoments.setState((state) => {
    if (!state.typing[conversationId]) return state;
    const { [conversationId]: _, ...typing } = state.typing;
    return { typing };
  });

export const sawViewers = (conversationId: string, agentIds: string[]) =>
  useMoments.setState(({ viewers }) => ({ viewers: { ...viewers, [conversationId]: agentIds } }));
