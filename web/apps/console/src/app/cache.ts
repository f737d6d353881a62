// Patching what the query cache holds. A view with an id and a version is put wherever it is held; one that is
// older than the held one is dropped, because frames and answers overtake each other.
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";

export interface Versioned {
  id: string;
  version: number;
}

export interface PageOf<Item> {
  items: Item[];
  next?: string | null;
  seq: number;
}

export type Pages<Item> = InfiniteData<PageOf<Item>, string | undefined>;

export const newer = <Item extends Versioned>(held: Item | undefined, come: Item): Item =>
  held && held.version >= come.version ? held : come;

/**
 * For views whose live part (the state and load of an agent) changes without a new version: the same version counts as
 * news, only an older one is dropped.
 */
export const notOlder = <Item extends Versioned>(held: Item | undefined, come: Item): Item =>
  held && held.version > come.version ? held : come;

/** Puts a view under its own key (`["conversation", id]`), unless the held one is newer. */
export const patchOne = <Item extends Versioned>(client: QueryClient, key: QueryKey, come: Item) => {
  client.setQueryData<Item>(key, (held) => newer(held, come));
};

interface ListRules<Item> {
  /** Whether the view belongs in the list at all. */
  belongs: (item: Item) => boolean;
  /** Negative: `a` stands before `b`. */
  order: (a: Item, b: Item) => number;
}

/**
 * A keyset list after one view changed: taken out, put in, moved, or left. A view that would come after everything
 * loaded, while more can be loaded, stays out: its page will bring it.
 */
export const patchPages = <Item extends Versioned>(
  pages: Pages<Item>,
  come: Item,
  { belongs, order }: ListRules<Item>,
): Pages<Item> => {
  const held = find(pages, come.id);
  if (held && held.version >= come.version) return pages;
  const wanted = belongs(come);
  if (!held && !wanted) return pages;

  const without = pages.pages.map((page) =>
    page.items.some((item) => item.id === come.id)
      ? { ...page, items: page.items.filter((item) => item.id !== come.id) }
      : page,
  );
  if (!wanted) return { ...pages, pages: without };

  const hasMore = Boolean(without.at(-1)?.next);
  for (const [at, page] of without.entries()) {
    const place = page.items.findIndex((item) => order(come, item) < 0);
    if (place >= 0) {
      without[at] = { ...page, items: [...page.items.slice(0, place), come, ...page.items.slice(place)] };
      return { ...pages, pages: without };
    }
  }
  const last = without.at(-1);
  if (last && (!hasMore || held)) without[without.length - 1] = { ...last, items: [...last.items, come] };
  return { ...pages, pages: without };
};

export const find = <Item extends Versioned>(pages: Pages<Item>, id: string): Item | undefined => {
  for (const page of pages.pages) {
    const item = page.items.find((each) => each.id === id);
    if (item) return item;
  }
  return undefined;
};

/** All items of all pages; an item that two pages brought (it moved while loading) stands once. */
export const flat = <Item extends { id: string }>(pages: { pages: { items: Item[] }[] } | undefined): Item[] => {
  const seen = new Set<string>();
  const items: Item[] = [];
  for (const page of pages?.pages ?? []) {
    for (const item of page.items) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      items.push(item);
    }
  }
  return items;
};
