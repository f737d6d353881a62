// What a person chose about the ticket screens, and what they have typed but not sent. Kept per agent.
import type { Schemas } from "@yingke/api";
import { userStore } from "../../app/userStore";
import { type ColumnPrefs, DEFAULT_PREFS } from "./model/columns";
import type { TicketSearch } from "./model/filters";

interface TicketPrefs {
  columns: ColumnPrefs;
  viewsOpen: boolean;
  factsOpen: boolean;
  /** The list last looked at: where "back" leads, and what j and k walk through in a ticket. */
  last: TicketSearch;
  set: (change: Partial<Omit<TicketPrefs, "set">>) => void;
}

export const useTicketPrefs = userStore<TicketPrefs>("tickets", (set) => ({
  columns: DEFAULT_PREFS,
  viewsOpen: true,
  factsOpen: true,
  last: { open: true },
  set: (change) => set(change),
}));

export type ComposerMode = "public" | "internal";

/** Words for the customer and words for colleagues are two drafts: switching never carries one into the other. */
export interface Draft {
  text: string;
  files: Schemas["AttachmentView"][];
  /** The same until it is sent, so that sending twice is sending once. */
  client_id: string;
}

interface TicketDrafts {
  drafts: Record<string, Draft>;
  modes: Record<string, ComposerMode>;
  write: (key: string, draft: Draft | undefined) => void;
  switchTo: (ticketId: string, mode: ComposerMode) => void;
}

export const draftKey = (ticketId: string, mode: ComposerMode) => `${ticketId}:${mode}`;
const MOST = 100;

export const useTicketDrafts = userStore<TicketDrafts>("ticket-drafts", (set) => ({
  drafts: {},
  modes: {},
  write: (key, draft) =>
    set((state) => {
      const { [key]: _before, ...others } = state.drafts;
      if (!draft || (draft.text === "" && draft.files.length === 0)) return { drafts: others };
      return { drafts: { ...Object.fromEntries(Object.entries(others).slice(-(MOST - 1))), [key]: draft } };
    }),
  switchTo: (ticketId, mode) => set((state) => ({ modes: { ...state.modes, [ticketId]: mode } })),
}));
