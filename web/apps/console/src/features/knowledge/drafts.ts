import { userStore } from "../../app/userStore";
import type { SaveScript } from "./api";
import type { SaveKnowledge } from "./model";

interface Drafts {
  items: Record<string, SaveKnowledge>;
  scripts: Record<string, SaveScript>;
  keepItem: (key: string, item: SaveKnowledge | undefined) => void;
  keepScript: (key: string, script: SaveScript | undefined) => void;
}

const MOST = 20;

const kept = <T>(all: Record<string, T>, key: string, value: T | undefined): Record<string, T> => {
  const { [key]: _before, ...others } = all;
  if (value === undefined) return others;
  return { ...Object.fromEntries(Object.entries(others).slice(-(MOST - 1))), [key]: value };
};

/** Answers and scripts that were begun and not saved, by id or `new`. */
export const useKnowledgeDrafts = userStore<Drafts>("knowledge-drafts", (set) => ({
  items: {},
  scripts: {},
  keepItem: (key, item) => set(({ items }) => ({ items: kept(items, key, item) })),
  keepScript: (key, script) => set(({ scripts }) => ({ scripts: kept(scripts, key, script) })),
}));
