import { userStore } from "../../app/userStore";
import type { NewTicketForm } from "./newTicketForm";

interface Drafts {
  /** By conversation, or `blank`. */
  forms: Record<string, NewTicketForm>;
  keep: (key: string, form: NewTicketForm) => void;
  drop: (key: string) => void;
}

const MOST = 20;

/** New tickets that were begun and not sent. The oldest go when there are many. */
export const useNewTicketDrafts = userStore<Drafts>("new-tickets", (set) => ({
  forms: {},
  keep: (key, form) =>
    set(({ forms }) => {
      const { [key]: _before, ...others } = forms;
      const entries = Object.entries(others).slice(-(MOST - 1));
      return { forms: { ...Object.fromEntries(entries), [key]: form } };
    }),
  drop: (key) =>
    set(({ forms }) => {
      const { [key]: _gone, ...others } = forms;
      return { forms: others };
    }),
}));
