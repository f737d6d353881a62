import { userStore } from "../../app/userStore";
import type { Content } from "./model";

interface Begun {
  content: Content;
  /** Of the working copy that was open: a colleague's change in between is not overwritten. */
  version?: number;
}

interface Drafts {
  items: Record<string, Begun>;
  keep: (key: string, item: Begun | undefined) => void;
}

const MOST = 20;

const kept = <T>(all: Record<string, T>, key: string, value: T | undefined): Record<string, T> => {
  const { [key]: _before, ...others } = all;
  if (value === undefined) return others;
  return { ...Object.fromEntries(Object.entries(others).slice(-(MOST - 1))), [key]: value };
};

/** What was typed and not saved, by id or `new-question`. */
export const useKnowledgeDrafts = userStore<Drafts>("knowledge-drafts-3", (set) => ({
  items: {},
  keep: (key, item) => set(({ items }) => ({ items: kept(items, key, item) })),
}));
