// What is being written, per conversation; survives reload, crash and sign-out.
import { userStore } from "../../../app/userStore";
import type { Attachment } from "./types";

export type Mode = "reply" | "note";

export interface Draft {
  mode: Mode;
  reply: string;
  note: string;
  attachments: Attachment[];
  /** Agents named in the note. */
  mentions: string[];
  at: number;
}

const EMPTY: Draft = { mode: "reply", reply: "", note: "", attachments: [], mentions: [], at: 0 };
const KEPT = 200;

interface Drafts {
  byConversation: Record<string, Draft>;
}

export const useDrafts = userStore<Drafts>("drafts", () => ({ byConversation: {} }));

export const draftOf = (drafts: Drafts, id: string): Draft => drafts.byConversation[id] ?? EMPTY;

export const changeDraft = (id: string, change: Partial<Draft>, now = Date.now()) =>
  useDrafts.setState(({ byConversation }) => {
    const next = { ...byConversation, [id]: { ...(byConversation[id] ?? EMPTY), ...change, at: now } };
    if (isEmpty(next[id]) && next[id]?.mode === "reply") delete next[id];
    return { byConversation: newestOf(next) };
  });

export const isEmpty = (draft: Draft | undefined): boolean =>
  !draft || (draft.reply === "" && draft.note === "" && draft.attachments.length === 0);

/** Something unsent that the list should show with the row. */
export const unsentText = (draft: Draft | undefined): string => draft?.reply.trim() || draft?.note.trim() || "";

const newestOf = (drafts: Record<string, Draft>): Record<string, Draft> => {
  const entries = Object.entries(drafts);
  if (entries.length <= KEPT) return drafts;
  return Object.fromEntries(entries.sort(([, a], [, b]) => b.at - a.at).slice(0, KEPT));
};
