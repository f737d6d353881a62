// What a frame of the live line means for what this page holds. Pure.
import type { Brief, Hears, Page } from "./types";

export type News =
  | { do: "nothing" }
  /** This request has changed: take its row, read it again. */
  | { do: "request"; brief: Brief }
  /** Too far behind: everything is read again. */
  | { do: "again" }
  /** The token is not taken any more. */
  | { do: "out" };

export function newsOf(frame: Hears): News {
  switch (frame.type) {
    case "request":
      return { do: "request", brief: frame.request };
    case "reset":
      return { do: "again" };
    case "refused":
      return frame.code === "unauthenticated" ? { do: "out" } : { do: "nothing" };
    default:
      return { do: "nothing" };
  }
}

/** How far the line has told; what is told twice does no harm. */
export const seqAfter = (seq: number, frame: Hears): number =>
  "seq" in frame && frame.type !== "reset" ? Math.max(seq, frame.seq) : seq;

interface Pages {
  pages: Page<Brief>[];
  pageParams: unknown[];
}

/** The list with the newest row of one request: in its place, or on top when it is new. An older row changes nothing. */
export function withBrief<T extends Pages>(held: T | undefined, brief: Brief): T | undefined {
  if (!held) return held;
  let known = false;
  const pages = held.pages.map((page) => ({
    ...page,
    items: page.items.map((one) => {
      if (one.id !== brief.id) return one;
      known = true;
      return one.updated_at > brief.updated_at ? one : brief;
    }),
  }));
  const [first, ...rest] = pages;
  if (!known && first) return { ...held, pages: [{ ...first, items: [brief, ...first.items] }, ...rest] };
  return { ...held, pages };
}

/** Pauses between attempts grow, with a bit of chance, so that many do not knock at once after an outage. */
export const pauseMs = (failures: number, random: number): number => {
  const full = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return Math.round(full / 2 + (full / 2) * random);
};
