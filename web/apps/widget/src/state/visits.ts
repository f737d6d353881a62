// The trail of pages that an agent sees beside the conversation. Kept in the tab until there is a session to tell it
// to: a visitor who never opens the panel is never told about.
import type { Says } from "./types";

const KEY = "yingke:visits";
const MAX = 20;

export interface Visits {
  visit(url: string, title: string): void;
  /** This page has been told in another way. */
  known(url: string): void;
  /** There is a line now: tell what has been kept. */
  tell(say: (frame: Says) => boolean): void;
}

export function createVisits(): Visits {
  let trail: { url: string; title: string }[] = [];
  let say: ((frame: Says) => boolean) | null = null;
  let last = "";
  try {
    trail = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {}

  const tell = () => {
    while (say && trail[0] && say({ type: "visit", ...trail[0] })) trail.shift();
    try {
      sessionStorage.setItem(KEY, JSON.stringify(trail));
    } catch {}
  };

  return {
    visit(url, title) {
      if (url === last) return;
      last = url;
      trail = [...trail, { url: url.slice(0, 2000), title: title.slice(0, 200) }].slice(-MAX);
      tell();
    },
    known(url) {
      last = url;
      trail = trail.filter((page) => page.url !== url);
    },
    tell(by) {
      say = by;
      tell();
    },
  };
}

/** Pages of a single-page shop change without loading. The title follows a moment later. */
export function watchPages(seen: (url: string, title: string) => void) {
  const look = () => setTimeout(() => seen(location.href, document.title), 300);
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      look();
    };
  }
  addEventListener("popstate", look);
  addEventListener("hashchange", look);
  seen(location.href, document.title);
}
