// A ticket that changed, put into what the screen already holds: rows are replaced where they stand, so that
// nothing moves under the pointer; what is new is counted and shown when the reader asks for it.
import type { Schemas } from "@yingke/api";
import { belongs, type Reader, type TicketSearch } from "./filters";

type Ticket = Schemas["TicketView"];

export interface Page {
  items: Ticket[];
  next?: string | null;
  seq: number;
}
export interface Pages {
  pages: Page[];
  pageParams: unknown[];
}

/** The same object when nothing changed, so that nothing is drawn again. */
export function patchPages<T extends Pages>(held: T, ticket: Ticket): T {
  let changed = false;
  const pages = held.pages.map((page) => {
    const at = page.items.findIndex((row) => row.id === ticket.id);
    const row = page.items[at];
    if (!row || row.version >= ticket.version) return page;
    changed = true;
    return { ...page, items: page.items.with(at, ticket) };
  });
  return changed ? { ...held, pages } : held;
}

/** Is this a ticket that the list should have and does not show yet? */
export function isNews(held: Pages, ticket: Ticket, search: TicketSearch, me: Reader): boolean {
  if (held.pages.some((page) => page.items.some((row) => row.id === ticket.id))) return false;
  if (belongs(search, ticket, me) !== true) return false;
  const end = held.pages.at(-1);
  const last = end?.items.at(-1);
  // Beyond the loaded pages it comes by itself when the reader scrolls there.
  const key = search.sort === "created" ? "created_at" : "updated_at";
  return !end?.next || !last || ticket[key] >= last[key];
}

/** A row that no longer fits its list stays where it is until the list is read again, but is drawn faint. */
export function hasLeft(search: TicketSearch, ticket: Ticket, me: Reader): boolean {
  return belongs(search, ticket, me) === false;
}

/** The newer of two views of one ticket. */
export function newer<T extends { version: number }>(held: T | undefined, arrived: T): T {
  return held && held.version >= arrived.version ? held : arrived;
}

/** Rows without duplicates: a ticket may move between two pages that were read one after the other. */
export function rowsOf(held: Pages | undefined): Ticket[] {
  const seen = new Map<string, number>();
  const rows: Ticket[] = [];
  for (const page of held?.pages ?? []) {
    for (const ticket of page.items) {
      const at = seen.get(ticket.id);
      if (at === undefined) {
        seen.set(ticket.id, rows.length);
        rows.push(ticket);
      } else {
        rows[at] = newer(rows[at], ticket);
      }
    }
  }
  return rows;
}
